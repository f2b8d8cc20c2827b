using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>
/// ASP.NET Core's own <c>TypedResults.ServerSentEvents</c> with a channel for each client: what one writes without a library.
/// </summary>
internal sealed class TypedResultsServer : IFanOutServer
{
    private readonly ConcurrentDictionary<Channel<string>, byte> _clients = new();

    public Task<int> StartAsync()
    {
        var app = Web.CreateBuilder().Build();
        app.MapGet("/events", (CancellationToken ct) => TypedResults.ServerSentEvents(ReadAsync(ct)));
        return Web.StartAsync(app);
    }

    public ValueTask BroadcastAsync(string data)
    {
        foreach (var (client, _) in _clients)
        {
            client.Writer.TryWrite(data);
        }

        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateUnbounded<string>(new() { SingleReader = true });
        _clients[channel] = 0;
        try
        {
            // The framework sends its headers with the first item only.
            yield return "open";
            await foreach (var data in channel.Reader.ReadAllAsync(ct))
            {
                yield return data;
            }
        }
        finally
        {
            _clients.TryRemove(channel, out _);
        }
    }
}
