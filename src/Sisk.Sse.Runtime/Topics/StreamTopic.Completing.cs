using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <content>Ends the connections of a key after its last event.</content>
internal sealed partial class StreamTopic
{
    /// <summary>The frame that keeps a client from returning.</summary>
    private static readonly Frame _end = FrameEncoder.Id(StreamEventId.End);

    /// <summary>
    /// Ends the connections of a key, which have the last event in their queues. They get no later one. They are closed on the thread pool,
    /// because the caller holds the lock.
    /// </summary>
    private void Complete(string key, Connection[] targets)
    {
        foreach (var subscriber in _subscribers.GetMembers(key))
        {
            Remove(subscriber);
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static targets =>
            {
                foreach (var target in targets)
                {
                    target.Complete(_end);
                }
            },
            targets,
            preferLocal: false);
    }

    /// <summary>Subscribes nothing to a key that is complete. Its last event and the end follow what the client has missed.</summary>
    private Subscription SubscribeCompleted(
        Subscriber subscriber, ResumeResult resume, List<HistoryEntry> latest, HistorySlice after, long start, HistoryEntry last)
    {
        latest.RemoveAll(entry => entry.Sequence > start || entry.Sequence >= last.Sequence);
        var missed = after.GetForKey(subscriber.Key, last.Sequence);
        if (missed.Count == 0 && resume is not ResumeResult.Resumed)
        {
            missed.Add(last.Frame);
        }

        subscriber.Connection.Complete(_end);
        return new Subscription(subscriber, resume, latest.ConvertAll(static entry => entry.Frame), missed, StartId: null);
    }
}
