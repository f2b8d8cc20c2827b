namespace Sisk.Sse.Log;

/// <summary>
/// A log that several servers share. It orders the events: each appended event, from any server, is delivered to every attached consumer
/// in the log's order. Without a shared log, a topic orders its own events.
/// </summary>
internal interface ITopicLog
{
    /// <summary>Gets a value indicating whether the events of the log come to this host. A host that only publishes gets none.</summary>
    bool IsFollowed => true;

    /// <summary>Attaches a consumer. It receives the log's epochs and events as soon as they can be read.</summary>
    void Attach(IEventLogConsumer consumer);

    /// <summary>Appends an event. Never waits for a client that does not read.</summary>
    /// <returns>A task that completes when the event has its position in the log.</returns>
    ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Appends events in one step, so that all of them are in the log or none. Never waits for a client that does not read.
    /// </summary>
    /// <param name="consumer">The stream.</param>
    /// <param name="records">The events, in order.</param>
    /// <param name="onceId">
    /// An id by which the log recognizes events that any server has appended, for some minutes. It does not append them again. Null for
    /// none.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes with the epoch and the sequence of the first event.</returns>
    ValueTask<(string Epoch, long Sequence)> AppendAsync(
        IEventLogConsumer consumer, IReadOnlyList<EventRecord> records, string? onceId, CancellationToken cancellationToken);

    /// <summary>Gets the state of the log for this server. Never waits.</summary>
    /// <returns>The state, and the reason if the log cannot be reached.</returns>
    (EventLogState State, string? Reason) GetState() => (EventLogState.Reachable, null);

    /// <summary>Reads all events that the log holds now.</summary>
    /// <returns>A task that completes when the consumer has received them. Its result is false if the log cannot be reached.</returns>
    ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken);
}
