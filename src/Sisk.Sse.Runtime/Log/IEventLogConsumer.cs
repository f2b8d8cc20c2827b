using Sisk.Sse.Connections;

namespace Sisk.Sse.Log;

/// <summary>A stream's topic, as an event log sees it: it takes the log's events one after the other, in the log's order.</summary>
internal interface IEventLogConsumer
{
    /// <summary>Gets the stream's name, which is the same on every server.</summary>
    string Name { get; }

    /// <summary>Gets the time for which the history keeps an event.</summary>
    TimeSpan MaxAge { get; }

    /// <summary>Gets the sequence before the oldest event of the history.</summary>
    long CompleteAfter { get; }

    /// <summary>Gets or sets a value indicating whether the consumer has all that the log holds. Until then no client can subscribe.</summary>
    bool IsReady { get; set; }

    /// <summary>
    /// Starts again behind a position of the log. Returns the connections that are open: they have missed events that cannot be had any
    /// more, and are to be closed, so that their clients return and get a reset.
    /// </summary>
    Connection[] Restart(EpochHistory epochs, long position);

    /// <summary>Adds further epochs of the same log.</summary>
    void Continue(EpochHistory epochs);

    /// <summary>Takes the next events of the log.</summary>
    /// <param name="records">The events.</param>
    /// <param name="first">The first event's position in the log. If it is null, the events get the next positions.</param>
    /// <param name="cancellationToken">Cancels the wait for room. Events that have not been taken then are not taken.</param>
    /// <returns>A task that completes when all events are queued. It never waits for a client that does not read.</returns>
    ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition? first, CancellationToken cancellationToken);

    /// <summary>Notes that this server's own event got a position, before the event comes back by <see cref="AcceptAsync"/>.</summary>
    void NoteAppended(string epoch, long sequence);
}
