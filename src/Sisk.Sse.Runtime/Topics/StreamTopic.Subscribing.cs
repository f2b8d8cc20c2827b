using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;

namespace Sisk.Sse.Topics;

/// <content>Subscribes connections, with a replay of missed events.</content>
internal sealed partial class StreamTopic
{
    /// <summary>Gets the current position, for a client that subscribes later.</summary>
    /// <param name="clockError">
    /// The time by which the times of events in a shared log may be wrong. It counts if the log has not been read, so that the client gets
    /// an event too many rather than one too few.
    /// </param>
    internal StreamPosition GetPosition(TimeSpan clockError = default)
    {
        lock (_worker.Gate)
        {
            var now = _time.GetTimestamp();
            if (!IsReady)
            {
                var earliest = now - Durations.ToTimestamp(clockError, _time.TimestampFrequency);
                return new(_appended.Epoch.Length > 0 ? _appended.Sequence : null, _appended.Epoch, earliest);
            }

            if (_appended.Epoch.Length > 0 && !_epochs.Knows(_appended.Epoch))
            {
                // This server's own event has begun an epoch that the topic has not read yet.
                return new(_appended.Sequence, _appended.Epoch, now);
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
                ? position.Sequence <= _sequence && _epochs.Knows(position.Epoch)
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
    /// Subscribes a connection. From then on, it gets every event without gaps or duplicates. The events that its client has missed, or
    /// gets as a newcomer, are returned and must be sent first.
    /// </summary>
    /// <param name="connection">The connection, in the state <see cref="ConnectionState.Held"/>.</param>
    /// <param name="key">The values of the identifier's parameters, escaped and joined by '/'.</param>
    /// <param name="lastEventId">The client's last event ID; null if it sent none.</param>
    /// <param name="position">The position from which a client without a last event ID gets events.</param>
    /// <param name="isPresent">A value that indicates whether the connection counts as a client that is present.</param>
    internal Subscription Subscribe(Connection connection, string key, string? lastEventId, StreamPosition position, bool isPresent = true)
    {
        SubscriptionStart start;
        lock (_worker.Gate)
        {
            start = Join(new Subscriber(this, connection, key, isPresent), lastEventId, position);
        }

        return start.Last is { } last ? start.ToCompleted(last) : start.ToSubscription();
    }

    /// <summary>
    /// Adds a subscriber, unless its key is complete, and takes from the history what it gets first. Called under the lock.
    /// </summary>
    private SubscriptionStart Join(Subscriber subscriber, string? lastEventId, StreamPosition position)
    {
        var key = subscriber.Key;
        _history.Trim();
        var last = _history.FindLast(key);
        if (last is null)
        {
            Add(subscriber);
        }

        if (_epochs.TryFind(lastEventId, out var seen) && seen <= _sequence && _history.HoldsAllAfter(seen, key))
        {
            return new(subscriber, ResumeResult.Resumed, seen, _history.GetAfter(seen), [], last, _sequence, _epochs);
        }

        var from = GetStart(position);
        var beginning = _history.GetBeginning(key);
        var start = _newcomers is NewcomerReplay.All ? beginning : Math.Max(from, beginning);
        // While the stream's method ran, more events may have been broadcast than the history holds. Then a new client gets a reset, too.
        var resume = lastEventId is null && _history.HoldsAllAfter(from, key) ? ResumeResult.Fresh : ResumeResult.Reset;
        return new(subscriber, resume, start, _history.GetAfter(start), _history.GetLatest(key), last, _sequence, _epochs);
    }

    /// <summary>Gets the size of the history: the number of events, their bytes, and the age of the oldest.</summary>
    internal (int Events, long Bytes, TimeSpan Age) GetHistorySize()
    {
        lock (_worker.Gate)
        {
            _history.Trim();
            var (events, bytes, oldest) = _history.Size;
            return (events, bytes, oldest is { } at ? _time.GetElapsedTime(at) : TimeSpan.Zero);
        }
    }

    /// <summary>Gets the id of the last kept event for a key that is not one of the latest.</summary>
    /// <param name="key">The key of a connection.</param>
    /// <param name="skipped">The number of the latest events for the key to leave out.</param>
    /// <returns>The id; null if the history holds no such event.</returns>
    internal string? FindLastId(string key, int skipped)
    {
        HistorySlice kept;
        lock (_worker.Gate)
        {
            _history.Trim();
            kept = _history.GetAfter(_history.CompleteAfter);
        }

        return kept.FindLast(key, skipped)?.Id;
    }

    internal void Unsubscribe(Subscriber subscriber)
    {
        lock (_worker.Gate)
        {
            Remove(subscriber);
        }
    }

    private long GetStart(StreamPosition position) =>
        position.Sequence is { } sequence && sequence <= _sequence && _epochs.Holds(position.Epoch, sequence)
            ? sequence
            : _history.GetLatestAt(position.At);
}
