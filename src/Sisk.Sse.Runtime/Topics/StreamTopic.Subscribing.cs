using Sisk.Sse.Connections;
using Sisk.Sse.Log;

namespace Sisk.Sse.Topics;

/// <content>Subscribing connections: replay, then live.</content>
internal sealed partial class StreamTopic
{
    /// <summary>Gets the present position, for a client that subscribes later.</summary>
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

    /// <summary>Returns true if a client can subscribe without asking the shared log for news.</summary>
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

    /// <summary>Completes when the topic has every event that the shared log holds now; with false if the log cannot be reached.</summary>
    internal ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken) => _sharedLog?.CatchUpAsync(this, cancellationToken) ?? new(true);

    /// <summary>
    /// Adds a connection. The events that its client has missed are returned, to be sent before anything live. From here on the connection
    /// gets every event, without gap or repeat, however fast events arrive.
    /// </summary>
    /// <param name="connection">The connection, open and held.</param>
    /// <param name="key">The values of its identifier's parameters.</param>
    /// <param name="lastEventId">The id of the last event that the client has seen, if it sent one.</param>
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
            var from = known ? seen : StartOf(position);
            start = known ? from : Math.Max(from, _history.CompleteAfter);
            subscriber = new Subscriber(this, connection, key);
            _subscribers.Add(subscriber);

            // More events may have been broadcast while the stream's method ran than the history holds. A new client gets a reset, too.
            resume = known ? ResumeResult.Resumed
                : lastEventId is null && _history.HoldsAllAfter(from, key) ? ResumeResult.Fresh
                : ResumeResult.Reset;
            (after, epochs, current) = (_history.GetAfter(start), _epochs, _sequence);
        }

        // The latest events may have gone to others: a client that has missed nothing is at the stream's present position.
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

    private long StartOf(StreamPosition position) =>
        position.Sequence is { } sequence && sequence <= _sequence && _epochs.Holds(position.Epoch, sequence)
            ? sequence
            : _history.GetLatestAt(position.At);
}
