using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Runs;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>A run of another server, and what its producer is told of a client of this one.</summary>
public sealed class RemoteRunTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ObservedStore _store;

    public RemoteRunTests() => _store = new ObservedStore(new MemoryEventLog(_time));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_that_takes_no_events_is_announced_until_it_leaves()
    {
        var run = new RemoteRun("run", _store, _time);
        await WriteAsync();
        await run.ReadAsync(3, Cancellation);
        Assert.Equal(3, await _store.AnnouncedAsync());

        for (var i = 0; i < 10; i++)
        {
            _time.Advance(_second);
            Assert.Equal(3, await _store.AnnouncedAsync());
            Assert.Equal(3, (await WriteAsync()).Seen);
        }

        run.Saw(4);
        _time.Advance(_second);
        Assert.Equal(4, await _store.AnnouncedAsync());
        run.Leave();
        _time.Advance(10 * _second);
        Assert.Null((await WriteAsync()).Seen);
    }

    [Fact]
    public async Task Client_is_announced_again_after_an_outage()
    {
        var run = new RemoteRun("run", _store, _time);
        await WriteAsync();
        await run.ReadAsync(0, Cancellation);
        await _store.AnnouncedAsync();
        _store.Log.IsAvailable = false;
        _time.Advance(_second);
        await _store.AnnouncedAsync();
        _store.Log.IsAvailable = true;
        _store.Log.Clear();
        Assert.Null((await WriteAsync()).Seen);

        _time.Advance(_second);
        await _store.AnnouncedAsync();

        Assert.Equal(0, (await WriteAsync()).Seen);
        run.Leave();
    }

    [Fact]
    public async Task Run_that_the_log_has_lost_continues_when_its_producer_writes_again()
    {
        var run = new RemoteRun("run", _store, _time);
        await WriteAsync();
        var position = (await run.ReadAsync(0, Cancellation)).Last;
        _store.Log.Clear();

        var reading = run.ReadAsync(position, Cancellation).AsTask();
        await WriteAsync(first: position + 1);

        var slice = await Signal.WithinAsync(reading);
        Assert.Equal((position + 5, 5, false, null), (slice.Last, slice.Frames.Count, slice.HasGap, slice.End));
        run.Leave();
    }

    [Fact]
    public async Task Run_that_stays_lost_is_interrupted()
    {
        var run = new RemoteRun("run", _store, _time);
        await WriteAsync();
        var position = (await run.ReadAsync(0, Cancellation)).Last;
        _store.Log.Clear();
        var reading = run.ReadAsync(position, Cancellation).AsTask();

        _time.Advance(_second);

        Assert.Equal(RunState.Interrupted, (await Signal.WithinAsync(reading)).End?.State);
        run.Leave();
    }

    [Fact]
    public async Task Run_goes_on_when_the_log_takes_writes_again()
    {
        const int Reads = 3;
        var run = new RemoteRun("run", _store, _time);
        await WriteAsync();
        var position = (await run.ReadAsync(0, Cancellation)).Last;
        await _store.ReadAsync();

        // Like the disk of a database that is full: what lives in it expires, and can be read.
        _store.Refuses = true;
        _store.Log.Clear();
        var reading = run.ReadAsync(position, Cancellation).AsTask();
        for (var i = 0; i < Reads && await Task.WhenAny(_store.ReadAsync(), reading) != reading; i++)
        {
            _time.Advance(_second);
        }

        _store.Refuses = false;
        await WriteAsync(first: position + 1);

        var slice = await Signal.WithinAsync(reading);
        Assert.Equal((position + 5, null), (slice.Last, slice.End));
        run.Leave();
    }

    private ValueTask<RunStoreAnswer> WriteAsync(long first = 1) => _store.WriteAsync(
        new RunStoreWrite
        {
            Run = "run",
            Header = "header",
            First = first,
            Events = [.. Enumerable.Repeat((ReadOnlyMemory<byte>)"data: x\n\n"u8.ToArray(), 5)],
            MaxEvents = 100,
            Lifetime = TimeSpan.FromMinutes(1),
            Alive = TimeSpan.FromMinutes(1),
        },
        Cancellation);

    /// <summary>A store that tells of each announcement, whether it succeeds or not, and of each read.</summary>
    private sealed class ObservedStore(MemoryEventLog log) : IRunStore
    {
        private readonly Channel<long> _announced = Channel.CreateUnbounded<long>();
        private readonly Channel<long> _read = Channel.CreateUnbounded<long>();

        internal MemoryEventLog Log => log;

        /// <summary>Gets or sets a value indicating whether announcements fail.</summary>
        internal bool Refuses { get; set; }

        public async ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken)
        {
            try
            {
                await (Refuses
                    ? ValueTask.FromException(new EventLogException("The disk is full.", mayBeDone: false))
                    : log.FollowAsync(run, position, lifetime, cancellationToken));
            }
            finally
            {
                _announced.Writer.TryWrite(position);
            }
        }

        public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
            log.WriteAsync(write, cancellationToken);

        public async ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken)
        {
            var page = await log.ReadAsync(run, after, maxEvents, cancellationToken);
            _read.Writer.TryWrite(after);
            return page;
        }

        public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(
            string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
            log.SubscribeAsync(run, isProducer, notified, cancellationToken);

        /// <summary>Completes with the next read.</summary>
        internal Task<long> ReadAsync() => Signal.WithinAsync(_read.Reader.ReadAsync(Cancellation).AsTask());

        internal Task<long> AnnouncedAsync() => Signal.WithinAsync(_announced.Reader.ReadAsync(Cancellation).AsTask());
    }
}
