using System.Runtime.CompilerServices;
using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>
/// Sends batches of one log to the database, one at a time, and retries them. Each batch has a number, by which the database recognizes a
/// batch that it has already appended.
/// </summary>
/// <param name="name">The name of the log.</param>
/// <param name="sink">The stream.</param>
/// <param name="follower">The reader of the log.</param>
/// <param name="acknowledged">The places that the database acknowledged to any sender of the log.</param>
/// <param name="health">The outcomes of all senders of the log.</param>
/// <param name="services">The services of the log.</param>
/// <param name="producer">The name under which the database recognizes the batches; null for one of this server's own.</param>
internal sealed class BatchSender(
    string name,
    ILogSink sink,
    LogFollower follower,
    AcknowledgedPlaces acknowledged,
    AppendHealth health,
    LogServices services,
    string? producer = null)
{
    private static readonly TimeSpan _minProducerLife = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The longest time for which a log keeps events: a century. No database could add a history's longest age to the present time.
    /// </summary>
    private static readonly TimeSpan _maxLifetime = TimeSpan.FromDays(36_525);

    /// <summary>
    /// The time for which the log remembers the last batch. It exceeds the retry time, because a forgotten batch would be appended twice.
    /// </summary>
    private readonly TimeSpan _producerLife =
        services.Options.MaxWait * 2 > _minProducerLife ? services.Options.MaxWait * 2 : _minProducerLife;

    private readonly string _producer = producer ?? Guid.NewGuid().ToString("N");
    private readonly bool _isShared = producer is not null;

    private string _newEpoch = StreamEventId.NewEpoch();

    private long _number;

    /// <summary>Gets a value indicating whether the last batch may be in the log although its answer is missing.</summary>
    internal bool MayBeAppended { get; private set; }

    /// <summary>Appends a batch. Completes when it is in the log.</summary>
    /// <param name="batch">The batch, in the order of the broadcasts.</param>
    /// <param name="stopRetrying">Stops further attempts. An attempt in progress is awaited.</param>
    /// <returns>A task that completes with the place of the first event.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<EventLogPlace> SendAsync(List<PendingAppend> batch, CancellationToken stopRetrying)
    {
        _number++;
        MayBeAppended = false;
        var (events, count) = (Join(batch), PendingAppend.CountOf(batch));
        Backoff? backoff = null;
        while (true)
        {
            try
            {
                // The log may recognize the batch of a further attempt, or of another server.
                return await TryAsync(batch, events, isNew: backoff is null && !_isShared).ConfigureAwait(false);
            }
            catch (EventLogException exception)
            {
                MayBeAppended |= exception.MayBeDone;
                if (exception.MayBeDone)
                {
                    // The log may have begun this epoch and lost it since. A second one of the same name would continue it.
                    _newEpoch = StreamEventId.NewEpoch();
                }

                var isRetried = !stopRetrying.IsCancellationRequested && CanRetry(exception, batch[0].Since);
                health.OnFailed(EventLogException.Explain(exception), isRetried);
                if (!isRetried)
                {
                    throw;
                }

                services.Metrics.AppendRetried();
                services.Log.AppendRetried(exception.Message, count, name);
                await (backoff ??= new Backoff(services.Time)).WaitAsync(stopRetrying)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EventLogPlace> TryAsync(List<PendingAppend> batch, byte[] events, bool isNew)
    {
        var (started, count, told) = (services.Time.GetTimestamp(), PendingAppend.CountOf(batch), acknowledged.Next);
        var first = await services.Database.AppendAsync(Describe(events, count, told), CancellationToken.None).ConfigureAwait(false);
        var last = first with { Sequence = first.Sequence + count - 1 };
        if (first.Epoch == _newEpoch)
        {
            _newEpoch = StreamEventId.NewEpoch();
        }

        // A batch under a shared name may have been appended long ago.
        if (!_isShared || !follower.HasRead(last))
        {
            acknowledged.Add(last, told, isNew);
            sink.OnAppended(last.Epoch, last.Sequence, batch.Sum(static append => (long)append.DataBytes));
        }

        health.Clear();
        services.Metrics.AppendTook(services.Time.GetElapsedTime(started));
        return first;
    }

    private EventLogAppend Describe(byte[] events, int count, EventLogPlace told) => new()
    {
        Log = name,
        Producer = _producer,
        Number = _number,
        IsOnce = _isShared,
        Count = count,
        Events = events,
        NewEpoch = _newEpoch,
        Seen = follower.Seen,
        Acknowledged = told,
        OldestNeeded = sink.CompleteAfter + 1,
        MinEvents = sink.MinEvents,
        Lifetime = sink.MaxAge < _maxLifetime ? sink.MaxAge + TimeSpan.FromMinutes(1) : _maxLifetime,
        ProducerLifetime = _producerLife,
    };

    private bool CanRetry(EventLogException exception, long since) =>
        services.Options.WhenUnavailable is EventLogOutage.Wait
        && services.Time.GetElapsedTime(since) < services.Options.MaxWait
        && exception.Refusal is null;

    private static byte[] Join(List<PendingAppend> batch)
    {
        if (batch.Count == 1)
        {
            return batch[0].Entry;
        }

        var joined = new byte[batch.Sum(static append => append.Entry.Length)];
        var rest = joined.AsSpan();
        foreach (var append in batch)
        {
            append.Entry.CopyTo(rest);
            rest = rest[append.Entry.Length..];
        }

        return joined;
    }
}
