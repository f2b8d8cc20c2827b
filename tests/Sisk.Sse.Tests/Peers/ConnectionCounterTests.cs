using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Sisk.Sse.Peers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Peers;

/// <summary>Claims and counts of one server while the database is slow, fails or forgets.</summary>
public sealed class ConnectionCounterTests
{
    private readonly TestClock _clock = new();
    private readonly HeldCounts _database = new();
    private readonly ConnectionCounter _counter;

    public ConnectionCounterTests() =>
        _counter = new ConnectionCounter(_database, new EventLogOptions(), _clock, NullLogger.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claims_that_wait_for_the_same_answer_fail_with_it()
    {
        var claims = Enumerable.Range(0, 8).Select(client => _counter.TryClaimAsync($"{client}", Cancellation)).ToArray();
        var call = await _database.NextAsync();

        call.Fail();

        foreach (var claim in claims)
        {
            await Assert.ThrowsAsync<EventLogException>(() => Signal.WithinAsync(claim));
        }

        Assert.Equal(1, _database.Calls);
    }

    [Fact]
    public async Task Claims_that_wait_for_the_same_answer_succeed_with_it()
    {
        var claims = Enumerable.Range(0, 8).Select(client => _counter.TryClaimAsync($"{client}", Cancellation)).ToArray();

        (await _database.NextAsync()).Answer(true);

        Assert.All(await Signal.WithinAsync(Task.WhenAll(claims)), Assert.True);
        Assert.Equal(1, _database.Calls);
    }

    [Fact]
    public async Task Claim_whose_client_leaves_no_longer_waits()
    {
        var first = _counter.TryClaimAsync("a", Cancellation);
        using var left = new CancellationTokenSource();
        var second = _counter.TryClaimAsync("b", left.Token);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(second));
        (await _database.NextAsync()).Answer(true);
        Assert.True(await Signal.WithinAsync(first));
    }

    [Fact]
    public async Task All_counts_are_published_again_when_their_loss_is_noticed_during_a_call()
    {
        var before = _counter.TryClaimAsync("before", Cancellation);
        (await _database.NextAsync()).Answer(true);
        await Signal.WithinAsync(before);

        // The end of the first claim is a change, which is being published when the second claim finds that nothing is known.
        using var stop = new CancellationTokenSource();
        var running = _counter.RunAsync(stop.Token);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        var changes = await _database.NextAsync();
        _database.IsKnown = false;
        var claim = _counter.TryClaimAsync("after", Cancellation);
        changes.Answer(true);
        var all = await _database.NextAsync();

        Assert.Equal((false, true), (changes.AreAll, all.AreAll));
        all.Answer(true);
        Assert.True(await Signal.WithinAsync(claim));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Signal.WithinAsync(running));
    }

    /// <summary>A database whose answers to what is published are given by the test.</summary>
    private sealed class HeldCounts : IConnectionCounts
    {
        private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
        private int _count;

        /// <summary>Gets or sets a value indicating whether the counts of the server are known, so that it can claim a name.</summary>
        internal bool IsKnown { get; set; }

        internal int Calls => Volatile.Read(ref _count);

        internal Task<Call> NextAsync() => Signal.WithinAsync(_calls.Reader.ReadAsync(Cancellation).AsTask());

        public async ValueTask<bool> PublishAsync(
            string server,
            TimeSpan lifetime,
            IReadOnlyList<KeyValuePair<string, int>> counts,
            bool areAll,
            CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            var call = new Call(areAll);
            _calls.Writer.TryWrite(call);
            var isKnown = await call.Task;
            IsKnown |= areAll;
            return isKnown;
        }

        public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(0L);

        public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) =>
            ValueTask.FromResult<bool?>(IsKnown ? true : null);

        public ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => default;
    }

    /// <summary>A call that waits for its answer.</summary>
    private sealed class Call(bool areAll)
    {
        private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool AreAll => areAll;

        internal Task<bool> Task => _answer.Task;

        internal void Answer(bool isKnown) => _answer.SetResult(isKnown);

        internal void Fail() => _answer.SetException(new EventLogException("No answer.", mayBeDone: true));
    }
}
