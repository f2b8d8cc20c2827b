using Sisk.Sse.Connections;

namespace Sisk.Sse.Log;

/// <summary>Receives the events of a stream's log, one at a time in the log's order. Implemented by the stream's topic.</summary>
internal interface IEventLogConsumer
{
    /// <summary>Gets the stream's name, which is the same on every server.</summary>
    string Name { get; }

    /// <summary>Gets the <see cref="KeyShape"/> of the stream.</summary>
    string Shape { get; }

    /// <summary>Gets the template of the identifiers of the stream's connections, for metrics and traces.</summary>
    string Template { get; }

    /// <summary>Gets the time for which the history keeps an event.</summary>
    TimeSpan MaxAge { get; }

    /// <summary>Gets the maximum number of events in the history.</summary>
    int MaxEvents { get; }

    /// <summary>Gets the maximum size of the history in bytes of encoded events.</summary>
    long MaxBytes { get; }

    /// <summary>Gets the sequence before the oldest event of the history.</summary>
    long CompleteAfter { get; }

    /// <summary>
    /// Gets or sets a value indicating whether the consumer has every event of the log. Until then, no client can subscribe.
    /// </summary>
    bool IsReady { get; set; }

    /// <summary>
    /// Discards the history and continues after a position of the log. The open connections have missed events that are lost.
    /// </summary>
    /// <returns>The open connections. Close them, so that their clients reconnect and get a reset.</returns>
    Connection[] Restart(EpochHistory epochs, long position);

    /// <summary>Adds further epochs of the same log.</summary>
    void Continue(EpochHistory epochs);

    /// <summary>Accepts the next events of the log.</summary>
    /// <param name="records">The events.</param>
    /// <param name="first">The first event's position in the log; null to assign the next positions.</param>
    /// <param name="cancellationToken">A token that cancels the wait for room. The remaining events are then not accepted.</param>
    /// <returns>A task that completes when all events are queued. It never waits for a client that does not read.</returns>
    ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition? first, CancellationToken cancellationToken);

    /// <summary>
    /// Called when an event of this server has a position in the log, before <see cref="AcceptAsync"/> delivers the event.
    /// </summary>
    void OnAppended(string epoch, long sequence);
}
