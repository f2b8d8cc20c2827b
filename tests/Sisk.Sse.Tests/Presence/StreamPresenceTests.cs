using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Presence;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Presence;

/// <summary>The presence of a stream on several servers that exchange messages at once, with a fake clock.</summary>
public sealed class StreamPresenceTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly List<Exception> _reported = [];

    [Fact]
    public void Key_stays_for_a_while_after_its_last_connection()
    {
        var presence = NewPresence();
        presence.Connect("a/ann");
        presence.Connect("a/ann");
        presence.Disconnect("a/ann");
        _time.Advance(2 * _delay);
        Assert.Equal(["a/ann"], presence.Find(""));

        presence.Disconnect("a/ann");
        _time.Advance(_delay - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a/ann"], presence.Find(""));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(presence.Find(""));
    }

    [Fact]
    public void Reload_is_no_change_and_restarts_the_delay()
    {
        var presence = NewPresence();
        presence.Connect("a");
        presence.Disconnect("a");
        _time.Advance(_delay / 2);
        presence.Connect("a");
        presence.Disconnect("a");

        _time.Advance(_delay * 0.75);
        Assert.Equal(["a"], presence.Find(""));
        _time.Advance(_delay * 0.25);
        Assert.Empty(presence.Find(""));
        Assert.Empty(presence.TakeChanges(all: false));
    }

    [Fact]
    public void Key_that_reconnects_many_times_within_the_delay_takes_no_more_memory()
    {
        const int Reconnects = 10_000;
        var presence = NewPresence();
        presence.Connect("a");
        presence.Disconnect("a");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Reconnects; i++)
        {
            presence.Connect("a");
            presence.Disconnect("a");
        }

        // Even a byte for each of them would be too much.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Reconnects);
        _time.Advance(_delay);
        Assert.Empty(presence.Find(""));
    }

    [Fact]
    public void Keys_leave_in_the_order_of_their_last_connections()
    {
        var presence = NewPresence();
        foreach (var key in new[] { "a", "b", "c", "a", "b" })
        {
            presence.Connect(key);
            presence.Disconnect(key);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Five seconds have passed: "c" has been gone for three of them, "a" for two and "b" for one.
        _time.Advance(_delay - TimeSpan.FromSeconds(3));
        Assert.Equal(["a", "b"], presence.Find(""));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["b"], presence.Find(""));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(presence.Find(""));
    }

    [Fact]
    public void Prefix_selects_keys_by_whole_segments()
    {
        var presence = NewPresence();
        foreach (var key in new[] { "a/bob", "a/ann", "ab/ann", "b/ann" })
        {
            presence.Connect(key);
        }

        Assert.Equal(["a/ann", "a/bob"], presence.Find("a"));
        Assert.Equal(["a/ann", "a/bob", "ab/ann", "b/ann"], presence.Find(""));
        Assert.Empty(presence.Find("c"));
    }

    [Fact]
    public async Task Handler_is_called_once_for_each_present_client_and_each_change()
    {
        var presence = NewPresence();
        presence.Connect("early");
        var told = new HandlerLog();
        presence.AddHandler(told.Handler, told.Add);
        await told.ReachesAsync("+early");

        presence.Connect("ann");
        presence.Connect("ann");
        await told.ReachesAsync("+ann");
        presence.Disconnect("ann");
        presence.Connect("bob");
        await told.ReachesAsync("+bob");
        presence.Disconnect("ann");
        _time.Advance(_delay);
        await told.ReachesAsync("-ann");
        presence.RemoveHandler(told.Handler);
        presence.Connect("late");

        Assert.Equal(["+early", "+ann", "+bob", "-ann"], told.All);
    }

    [Fact]
    public async Task Exception_of_a_handler_is_reported_and_others_are_called()
    {
        var presence = NewPresence();
        var told = new HandlerLog();
        presence.AddHandler(() => { }, _ => throw new InvalidOperationException("a handler's"));
        presence.AddHandler(told.Handler, told.Add);

        presence.Connect("ann");

        await told.ReachesAsync("+ann");
        Assert.Equal("a handler's", Assert.Single(_reported).Message);
    }

    [Fact]
    public async Task Handler_that_removes_itself_is_not_called_again()
    {
        var presence = NewPresence();
        var (once, told) = (new HandlerLog(), new HandlerLog());
        presence.AddHandler(once.Handler, change =>
        {
            once.Add(change);
            presence.RemoveHandler(once.Handler);
        });
        presence.AddHandler(told.Handler, told.Add);

        // One batch of changes.
        presence.Apply("there", [new("ann", true), new("bob", true)]);

        await told.ReachesAsync("+bob");
        Assert.Equal(["+ann"], once.All);
    }

    [Fact]
    public void Replaced_keys_of_a_server_are_those_that_it_tells_again()
    {
        var presence = NewPresence();
        presence.Apply("there", [new("a", true), new("b", true), new("c", true)]);
        presence.BeginReplace("there");
        presence.Apply("there", [new("b", true), new("d", true)]);
        Assert.Equal(["a", "b", "c", "d"], presence.Find(""));

        presence.EndReplace("there");

        Assert.Equal(["b", "d"], presence.Find(""));
    }

    [Fact]
    public void Peers_are_told_once_of_changes_that_they_have_not_taken()
    {
        var peers = new BusyPeers();
        var presence = NewPresence(peers);
        for (var i = 0; i < 100; i++)
        {
            presence.Connect("ann");
            presence.Apply("there", [new("bob", i % 2 == 0)]);
        }

        Assert.Equal(1, peers.Told);
        presence.TakeChanges(all: false);
        presence.Connect("ann");
        presence.Connect("zoe");
        Assert.Equal(2, peers.Told);
    }

    /// <summary>Connects, reloads and kills at random, on servers whose messages arrive at once.</summary>
    [Fact]
    public async Task Joins_and_leaves_are_right_over_random_connects_reloads_and_kills()
    {
        const int Steps = 10_000;
        for (var seed = 0; seed < 3; seed++)
        {
            var random = new Random(seed);
            var observer = NewPresence();
            var told = new HandlerLog();
            observer.AddHandler(told.Handler, told.Add);
            var servers = Enumerable.Range(0, 3).Select(_ => NewServer(observer)).ToList();
            var open = new List<(Server Server, string Key)>();
            for (var step = 0; step < Steps; step++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(random.Next(1000)));
                switch (random.Next(100))
                {
                    case 0:
                        var killed = servers[random.Next(servers.Count)];
                        servers[servers.IndexOf(killed)] = NewServer(observer);
                        killed.Presence.RemoveAllPeers();
                        observer.RemoveServer(killed.Name);
                        open.RemoveAll(each => each.Server == killed);
                        break;
                    case < 40 when open.Count > 0:
                        var index = random.Next(open.Count);
                        open[index].Server.Presence.Connected.Disconnect(open[index].Key);
                        open.RemoveAt(index);
                        break;
                    case < 60 when open.Count > 0:
                        // A reload, on this server or another.
                        var reloaded = random.Next(open.Count);
                        open[reloaded].Server.Presence.Connected.Disconnect(open[reloaded].Key);
                        open[reloaded] = (servers[random.Next(servers.Count)], open[reloaded].Key);
                        open[reloaded].Server.Presence.Connected.Connect(open[reloaded].Key);
                        break;
                    default:
                        open.Add((servers[random.Next(servers.Count)], $"{random.Next(3)}/{random.Next(20)}"));
                        open[^1].Server.Presence.Connected.Connect(open[^1].Key);
                        break;
                }

                // Everyone with a connection is there, always.
                Assert.Empty(open.Select(static each => each.Key).Except(observer.Find("")));
            }

            _time.Advance(_delay);
            var expected = open.Select(static each => each.Key).Distinct().Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(expected, observer.Find(""));
            await Signal.WithinAsync(told.SettlesAsync(expected));
            Assert.True(told.Alternates);
        }
    }

    private StreamPresence NewPresence(IPresencePeers? peers = null) => new("test", _delay, _time, _reported.Add, peers);

    private Server NewServer(StreamPresence observer)
    {
        var name = Guid.NewGuid().ToString("N");
        var peers = new DirectPeers(name, observer);
        return new Server(name, peers.Connect(NewPresence(peers)));
    }

    private sealed record Server(string Name, DirectPeers Presence);

    /// <summary>Counts what it is told, and takes nothing: its last message is still on its way.</summary>
    private sealed class BusyPeers : IPresencePeers
    {
        internal int Told { get; private set; }

        public void Activate(StreamPresence presence)
        {
        }

        public void OnChanged(StreamPresence presence) => Told++;

        public ValueTask SyncAsync(StreamPresence presence, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    /// <summary>Passes the changes of a server to the observer at once, until the server is killed.</summary>
    private sealed class DirectPeers(string name, StreamPresence observer) : IPresencePeers
    {
        private bool _isKilled;

        internal StreamPresence Connected { get; private set; } = null!;

        public void Activate(StreamPresence presence)
        {
        }

        public void OnChanged(StreamPresence presence)
        {
            var changes = presence.TakeChanges(all: false);
            if (!_isKilled)
            {
                observer.Apply(name, changes);
            }
        }

        public ValueTask SyncAsync(StreamPresence presence, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        internal DirectPeers Connect(StreamPresence presence)
        {
            Connected = presence;
            return this;
        }

        internal void RemoveAllPeers() => _isKilled = true;
    }
}
