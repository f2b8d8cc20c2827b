using Sisk.Sse.Backplane;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Peers;
using Sisk.Sse.Presence;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Backplane;
using Sisk.Sse.Tests.Presence;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Peers;

/// <summary>The clients of other servers while the log is unavailable, with a fake clock.</summary>
public sealed class PresenceOutageTests : IAsyncDisposable
{
    private static readonly TimeSpan _serverTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _check = _serverTimeout / 10;

    private readonly TestClock _clock = new();
    private readonly MemoryEventLog _memory = new();
    private readonly HeldLog _log;
    private readonly UnstartedApp _app;
    private readonly UnstartedApp _other;
    private readonly SharedLog _others;
    private readonly PeerRecorder _recorder = new();

    public PresenceOutageTests()
    {
        _log = new HeldLog(_memory);
        var options =
            new EventLogOptions { ServerTimeout = _serverTimeout, MaxWait = _serverTimeout * 10, PollInterval = TimeSpan.FromHours(1) };
        _app = new UnstartedApp(_log, options, _clock);
        _other = new UnstartedApp(_memory);
        _others = new SharedLog("connections", new PeerLogSink(_recorder), _other.Log);
    }

    private StreamPresence Presence => _app.Get<StreamRegistry>().GetPresence("stream");

    public async ValueTask DisposeAsync()
    {
        await _others.DisposeAsync();
        await _other.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Dead_server_is_removed_although_this_one_cannot_append()
    {
        var told = await BeginAsync();
        _log.Holds = true;
        await StartAsync();
        _clock.Advance(_check);
        await Signal.WithinAsync(_log.Held);

        _clock.Advance(_serverTimeout);

        await told.ReachesAsync("-bob");
    }

    [Fact]
    public async Task No_client_leaves_when_the_log_can_be_read_again()
    {
        await BeginAsync();
        _memory.IsAvailable = false;
        await _app.Logs.FirstAsync(static entry => entry.Text.Contains("cannot be read", StringComparison.Ordinal));
        _clock.Advance(_serverTimeout);
        _memory.IsAvailable = true;
        var readable = _app.Logs.FirstAsync(static entry => entry.Text.Contains("can be read again", StringComparison.Ordinal));

        // No pause before a further read is longer.
        await _clock.AdvanceUntilAsync(readable, step: TimeSpan.FromSeconds(3));

        // The first sign of life follows the first check for dead servers.
        await StartAsync();
        _clock.Advance(_check);
        Assert.Equal("stream", await Signal.WithinAsync(_recorder.NextAsync().AsTask()));

        Assert.Equal(["bob"], Presence.Find(""));
    }

    [Fact]
    public async Task Nobody_has_left_while_the_log_can_be_read_and_accepts_nothing()
    {
        await BeginAsync();
        _log.Refuses = true;
        await StartAsync();
        _clock.Advance(_check);
        await _app.Logs.FirstAsync(
            static entry => entry.Text.StartsWith("A batch of connections is sent again (events: 1): ", StringComparison.Ordinal));

        // The log accepts nothing of any server, so that their silence tells nothing.
        _clock.Advance(_serverTimeout);
        _log.Refuses = false;

        // No pause before a further attempt is longer.
        Assert.Equal("stream", await _clock.AdvanceUntilAsync(_recorder.NextAsync().AsTask(), step: TimeSpan.FromSeconds(3)));
        Assert.Equal(["bob"], Presence.Find(""));
    }

    private async Task StartAsync()
    {
        await _app.Peers.StartAsync(TestContext.Current.CancellationToken);
        await _clock.TimerAsync(_check);
    }

    /// <summary>Lets another server have a client. Returns what is told of clients.</summary>
    private async Task<HandlerLog> BeginAsync()
    {
        // A server begins to read at the end of the log.
        await Signal.WithinAsync(_recorder.CaughtUp);
        Assert.True(await _app.Peers.CatchUpAsync(TestContext.Current.CancellationToken));
        await _others.Appender.AppendAsync(
            new PeerMessage(PeerMessageKind.PresenceChanged, "other", "stream\n+bob").ToRecord(), TestContext.Current.CancellationToken);
        Assert.True(await _app.Peers.CatchUpAsync(TestContext.Current.CancellationToken));
        Assert.Equal("stream\n+bob", await Signal.WithinAsync(_recorder.NextAsync().AsTask()));
        var told = new HandlerLog();
        Presence.AddHandler(told.Handler, told.Add);

        // A handler is not told of a client that leaves before it was told of it.
        await told.ReachesAsync("+bob");
        return told;
    }

    /// <summary>A log that keeps a server waiting for what it appends, or refuses it.</summary>
    private sealed class HeldLog(MemoryEventLog log) : IEventLog
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => log.Name;

        public string System => log.System;

        internal bool Holds { get; set; }

        internal bool Refuses { get; set; }

        /// <summary>Gets the task that completes when an append waits.</summary>
        internal Task Held => _held.Task;

        public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
        {
            if (Holds)
            {
                _held.TrySetResult();
                return new(new TaskCompletionSource<EventLogPlace>().Task);
            }

            return Refuses
                ? ValueTask.FromException<EventLogPlace>(new EventLogException("The disk is full.", mayBeDone: false))
                : log.AppendAsync(append, cancellationToken);
        }

        public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
            log.ReadAsync(read, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken token) =>
            log.SubscribeAsync(name, subscriber, token);
    }
}
