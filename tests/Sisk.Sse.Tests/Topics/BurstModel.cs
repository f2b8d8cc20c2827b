using Sisk.Sse.Identifiers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Broadcasts bursts at random, and knows which events are for whom.</summary>
internal sealed class BurstModel(TestApp app, Random random)
{
    private static readonly string[] _rooms = ["a", "b"];
    private static readonly string[] _keys = ["", "a", "b", "a/1", "a/2", "b/1", "b/2"];

    private readonly BurstEventsBroadcaster _broadcaster = app.Get<BurstEventsBroadcaster>();
    private readonly List<(string Key, BurstEvent Event)> _sent = [];

    /// <summary>Gets the events for a client, in their order.</summary>
    /// <param name="key">The client's room and seat.</param>
    internal List<BurstEvent> For(string key) =>
        [.. _sent.Where(sent => IdentifierKey.IsWithin(key, sent.Key)).Select(static sent => sent.Event)];

    /// <summary>Broadcasts a first event to all clients, after whose id they can resume.</summary>
    internal Task BeginAsync()
    {
        var first = new BurstEvent.Small(0, "first");
        _sent.Add(("", first));
        return SendAsync("", first).AsTask();
    }

    /// <summary>Broadcasts a few hundred events to changing keys. Some are too large for a run.</summary>
    internal async Task BroadcastAsync()
    {
        var largest = random.Next(2) == 0 ? 2000 : 20_000;
        var key = "";
        for (var left = random.Next(200, 400); left > 0; left--)
        {
            key = random.Next(20) == 0 ? _keys[random.Next(_keys.Length)] : key;
            var (number, isLarge) = (_sent.Count, random.Next(4) == 0);
            var filling = new string('x', random.Next(isLarge ? largest : 60));
            BurstEvent next = isLarge ? new BurstEvent.Large(number, filling) : new BurstEvent.Small(number, filling);
            _sent.Add((key, next));
            await SendAsync(key, next);
        }
    }

    /// <summary>Broadcasts the last event of all rooms, which ends their streams.</summary>
    internal async Task CompleteAsync()
    {
        foreach (var room in _rooms)
        {
            var last = new BurstEvent.Small(_sent.Count, "last");
            _sent.Add((room, last));
            await _broadcaster.CompleteWatchAsync(room, last, TestContext.Current.CancellationToken);
        }
    }

    private ValueTask SendAsync(string key, BurstEvent next) => (key.Split('/'), next) switch
    {
        ([""], BurstEvent.Small small) => _broadcaster.BroadcastSmallToAllAsync(small, TestContext.Current.CancellationToken),
        ([""], BurstEvent.Large large) => _broadcaster.BroadcastLargeToAllAsync(large, TestContext.Current.CancellationToken),
        ([var room], BurstEvent.Small small) => _broadcaster.BroadcastSmallAsync(room, small, TestContext.Current.CancellationToken),
        ([var room], BurstEvent.Large large) => _broadcaster.BroadcastLargeAsync(room, large, TestContext.Current.CancellationToken),
        ([var room, var seat], BurstEvent.Small small) => _broadcaster.BroadcastSmallAsync(
            room, seat, small, TestContext.Current.CancellationToken),
        ([var room, var seat], BurstEvent.Large large) => _broadcaster.BroadcastLargeAsync(
            room, seat, large, TestContext.Current.CancellationToken),
        _ => throw new ArgumentException("The key has too many segments.", nameof(key)),
    };
}
