using Sisk.Sse.Configuration;
using Sisk.Sse.Log;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Topics;

/// <summary>The parts that all topics of an application share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Batches">The pool of batches that the topics' workers write with.</param>
internal sealed record TopicServices(TimeProvider Time, SendBatches Batches)
{
    /// <summary>Gets a value indicating whether bursts are slowed down.</summary>
    internal bool Paces { get; init; } = true;

    /// <summary>Gets the threads that write the events of one topic.</summary>
    internal DeliveryThreads Threads { get; init; } = new(Max: 1);

    /// <summary>Gets the log that is shared with other servers; null if each topic orders its own events.</summary>
    internal ITopicLog? Log { get; init; }
}
