namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server in .NET, in its own process: streams at <c>/events</c>, and sends each event to every client.</summary>
internal interface IFanOutServer
{
    /// <summary>Starts on a free port of the loopback, and returns it.</summary>
    Task<int> StartAsync();

    ValueTask BroadcastAsync(string data);
}
