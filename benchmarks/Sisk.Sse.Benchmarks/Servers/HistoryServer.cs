using Sisk.Sse.Transport;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>This library, with a history full of events for one key of a stream. Sends to another key.</summary>
internal sealed class HistoryServer : IFanOutServer
{
    internal const string Name = "history";

    /// <summary>The number of events that the history holds for the crowd.</summary>
    internal const int Kept = 4000;

    /// <summary>The number of them that a client of the crowd has missed.</summary>
    internal const int Missed = 20;

    private const int SmallEvent = 120;

    private readonly List<string> _ids = [];
    private RoomEventsBroadcaster _events = null!;

    public async Task<int> StartAsync()
    {
        var builder = Web.CreateBuilder();
        builder.Services.AddEventStreams(static options => options.Transport = StreamTransport.Socket);
        var app = builder.Build();
        app.MapEventStreams();
        app.MapGet("/id/{after:int}", (int after) => _ids[after - 1]);
        var port = await Web.StartAsync(app);
        _events = app.Services.GetRequiredService<RoomEventsBroadcaster>();
        await FillAsync();
        return port;
    }

    public ValueTask BroadcastAsync(string data) => _events.BroadcastWatchAsync("listeners", data);

    /// <summary>Broadcasts what the crowd has missed, and notes the ids.</summary>
    private async Task FillAsync()
    {
        var subscription = _events.SubscribeWatchAsync("crowd");
        await using var received = subscription.GetAsyncEnumerator();
        for (var i = 0; i < Kept; i++)
        {
            await _events.BroadcastWatchAsync("crowd", "missed".PadRight(SmallEvent, '.'));
            await received.MoveNextAsync();
            _ids.Add(subscription.LastEventId!);
        }
    }
}

/// <summary>A stream with rooms.</summary>
public static class RoomEvents
{
    /// <summary>The stream of one room.</summary>
    [RouteGet("/rooms/{room}")]
    public static EventStream<string> Watch(string room) => new();
}
