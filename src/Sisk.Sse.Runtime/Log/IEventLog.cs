namespace Sisk.Sse.Log;

/// <summary>
/// A log that several servers share. It gives events their order: each event that is appended, on whichever server, comes back to
/// every attached consumer, in the log's order. Without such a log, a topic's own order is the order of its events.
/// </summary>
internal interface IEventLog
{
    /// <summary>Attaches a new consumer, and gives it the log's epochs and events as soon as they can be read.</summary>
    void Attach(IEventLogConsumer consumer);

    /// <summary>Appends an event. Never waits for a client that does not read.</summary>
    /// <returns>A task that completes when the event has its position in the log.</returns>
    ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken);

    /// <summary>Reads what the log holds now.</summary>
    /// <returns>A task that completes when the consumer has every event; with false if the log cannot be reached.</returns>
    ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken);
}
