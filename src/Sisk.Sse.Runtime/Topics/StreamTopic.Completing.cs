using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <content>Ends the connections of a key after its last event.</content>
internal sealed partial class StreamTopic
{
    /// <summary>The frame that keeps a client from returning.</summary>
    internal static readonly Frame End = FrameEncoder.Id(StreamEventId.End);

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
                    target.Complete(End);
                }
            },
            targets,
            preferLocal: false);
    }
}
