namespace Sisk.Sse.Log;

/// <summary>
/// A log that several servers share. It orders the events: each appended event, from any server, is delivered to every attached consumer
/// in the log's order. Without a shared log, a topic orders its own events.
/// </summary>
internal interface IEventLog
{
    /// <summary>Attaches a consumer. It receives the log's epochs and events as soon as they can be read.</summary>
    void Attach(IEventLogConsumer consumer);

    /// <summary>Appends an event. Never waits for a client that does not read.</summary>
    /// <returns>A task that completes when the event has its position in the log.</returns>
    ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken);

    /// <summary>Reads all events that the log holds now.</summary>
    /// <returns>A task that completes when the consumer has received them. Its result is false if the log cannot be reached.</returns>
    ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken);
}
