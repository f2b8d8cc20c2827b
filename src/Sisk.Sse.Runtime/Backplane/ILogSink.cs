using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>Receives the events of a log, each once and in order.</summary>
internal interface ILogSink
{
    /// <summary>Gets the template of the stream, for metrics; null for the messages between servers.</summary>
    string? Stream { get; }

    /// <summary>Gets the <see cref="KeyShape"/> of the stream; null for the messages between servers.</summary>
    string? Shape => null;

    /// <summary>Gets the sequence before the oldest event that is still needed.</summary>
    long CompleteAfter { get; }

    /// <summary>Gets the time for which events are kept.</summary>
    TimeSpan MaxAge { get; }

    /// <summary>Gets the number of recent events that the log always keeps, for servers that missed a notification.</summary>
    int MinEvents { get; }

    /// <summary>Gets a value indicating whether events from before the start of this server are needed.</summary>
    bool WantsHistory { get; }

    /// <summary>Gets the sentence of the log message that describes the consequence of a reset.</summary>
    string ResetConsequence { get; }

    /// <summary>Discards everything received so far. The next events follow the position.</summary>
    void Restart(EpochHistory epochs, long position);

    /// <summary>Continues in a new epoch.</summary>
    void Continue(EpochHistory epochs);

    /// <summary>Receives the next events. Never waits for a client that does not read.</summary>
    /// <param name="records">The events.</param>
    /// <param name="first">The place of the first event.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken);

    /// <summary>Reports that a batch of this server was appended. Its events still arrive through <see cref="AcceptAsync"/>.</summary>
    /// <param name="epoch">The epoch of the log.</param>
    /// <param name="sequence">The sequence of the last event.</param>
    /// <param name="bytes">The size of the events' data.</param>
    void OnAppended(string epoch, long sequence, long bytes);

    /// <summary>Reports that the end of the log was reached. Called after each read.</summary>
    void OnCaughtUp();
}
