using Sisk.Sse.Log;

namespace Sisk.Sse.Topics;

/// <summary>
/// The state of a topic when a connection subscribes, taken under the lock. The subscription is composed from it outside.
/// </summary>
/// <param name="Subscriber">The subscriber.</param>
/// <param name="Resume">The result of looking up the client's last event ID.</param>
/// <param name="Start">The sequence after which the client gets all events of its key.</param>
/// <param name="After">The events after <paramref name="Start"/>.</param>
/// <param name="Latest">The latest events for a new client, oldest first. Some may be after <paramref name="Start"/>.</param>
/// <param name="Last">The last event of a key that is complete; null for any other key.</param>
/// <param name="Current">The sequence of the topic's latest event.</param>
/// <param name="Epochs">The epochs of the topic.</param>
internal readonly record struct SubscriptionStart(
    Subscriber Subscriber,
    ResumeResult Resume,
    long Start,
    HistorySlice After,
    List<HistoryEntry> Latest,
    HistoryEntry? Last,
    long Current,
    EpochHistory Epochs)
{
    internal Subscription ToSubscription()
    {
        // The missed events contain the later ones among the latest: all events since the position, because First may precede them.
        var latest = TakeLatest(through: Start);
        var missed = After.GetForKey(Subscriber.Key);
        return new Subscription(
            Subscriber, Resume, latest.ConvertAll(static entry => entry.Frame), missed, GetStartId(latest, missed.Count));
    }

    /// <summary>
    /// Ends a connection to a key that is complete. Its last event and the end follow the events that the client has missed.
    /// </summary>
    internal Subscription ToCompleted(HistoryEntry last)
    {
        var latest = TakeLatest(through: Math.Min(Start, last.Sequence - 1));
        var missed = After.GetForKey(Subscriber.Key, last.Sequence);
        if (missed.Count == 0 && Resume is not ResumeResult.Resumed)
        {
            missed.Add(last.Frame);
        }

        Subscriber.Connection.Complete(StreamTopic.End);
        return new Subscription(Subscriber, Resume, latest.ConvertAll(static entry => entry.Frame), missed, StartId: null);
    }

    private List<HistoryEntry> TakeLatest(long through) => Latest.FindAll(entry => entry.Sequence <= through);

    /// <summary>Gets the id that a client gets without an event of its own.</summary>
    private string? GetStartId(List<HistoryEntry> latest, int missed)
    {
        if (latest.Count == 0)
        {
            // Later events may have gone to other keys only, so a client that has missed nothing is at the stream's current position.
            return Epochs.Format(missed == 0 ? Current : Start);
        }

        return missed > 0 || latest[^1].Sequence == Current ? null : Epochs.Format(Current);
    }
}
