using Sisk.Sse.Connections;
using Sisk.Sse.Log;

namespace Sisk.Sse.Topics;

/// <content>Subscribes connections, with a replay of missed events.</content>
internal sealed partial class StreamTopic
{
    /// <summary>Gets the current position, for a client that subscribes later.</summary>
    internal StreamPosition GetPosition()
    {
        lock (_worker.Gate)
        {
            var now = _time.GetTimestamp();
            if (!IsReady)
            {
                return new(_appended.Epoch.Length > 0 ? _appended.Sequence : null, _appended.Epoch, now);
            }

            var own = _appended.Epoch == _epochs.Current ? _appended.Sequence : 0;
            return new(Math.Max(_sequence, own), _epochs.Current, now);
        }
    }

    /// <summary>Returns true if a client can subscribe without reading new events from the shared log.</summary>
    internal bool IsCurrentFor(string? lastEventId, StreamPosition position)
    {
        if (!IsReady)
        {
            return false;
        }

        lock (_worker.Gate)
        {
            return lastEventId is null
                ? position.Sequence <= _sequence
                : _epochs.TryFind(lastEventId, out var seen) && seen <= _sequence;
        }
    }

    /// <summary>Reads new events from the shared log.</summary>
    /// <returns>
    /// A task that completes when the topic has every event that the log holds now. Its result is false if the log cannot be reached.
    /// </returns>
    internal ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken) =>
        _sharedLog?.CatchUpAsync(this, cancellationToken) ?? new(true);

    /// <summary>
    /// Subscribes a connection. From then on, it gets every event without gaps or duplicates. The events that its client has missed are
    /// returned and must be sent first.
    /// </summary>
    /// <param name="connection">The connection, in the state <see cref="ConnectionState.Held"/>.</param>
    /// <param name="key">The values of the identifier's parameters, escaped and joined by '/'.</param>
    /// <param name="lastEventId">The client's last event ID; null if it sent none.</param>
    /// <param name="position">The position from which a client without a last event ID gets events.</param>
    internal Subscription Subscribe(Connection connection, string key, string? lastEventId, StreamPosition position)
    {
        Subscriber subscriber;
        ResumeResult resume;
        HistorySlice after;
        EpochHistory epochs;
        long start, current;
        lock (_worker.Gate)
        {
            _history.Trim();
            var known = _epochs.TryFind(lastEventId, out var seen) && seen <= _sequence && _history.HoldsAllAfter(seen, key);
            var from = known ? seen : GetStart(position);
            start = known ? from : Math.Max(from, _history.CompleteAfter);
            subscriber = new Subscriber(this, connection, key);
            _subscribers.Add(subscriber);

            // While the stream's method ran, more events may have been broadcast than the history holds. Then a new client gets a reset,
            // too.
            resume = known ? ResumeResult.Resumed
                : lastEventId is null && _history.HoldsAllAfter(from, key) ? ResumeResult.Fresh
                : ResumeResult.Reset;
            (after, epochs, current) = (_history.GetAfter(start), _epochs, _sequence);
        }

        // Later events may have gone to other keys only, so a client that has missed nothing is at the stream's current position.
        var missed = after.GetForKey(key);
        return new Subscription(subscriber, resume, missed, epochs.Format(missed.Count == 0 ? current : start));
    }

    internal void Unsubscribe(Subscriber subscriber)
    {
        lock (_worker.Gate)
        {
            _subscribers.Remove(subscriber);
        }
    }

    private long GetStart(StreamPosition position) =>
        position.Sequence is { } sequence && sequence <= _sequence && _epochs.Holds(position.Epoch, sequence)
            ? sequence
            : _history.GetLatestAt(position.At);
}
