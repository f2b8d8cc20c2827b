namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server under test: streams at <c>/events</c>, and sends each event to every client.</summary>
internal interface IFanOutServer
{
    Task StartAsync(int port);

    ValueTask BroadcastAsync(string data);
}
