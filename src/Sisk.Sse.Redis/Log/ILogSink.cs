using Sisk.Sse.Log;

namespace Sisk.Sse.Redis.Log;

/// <summary>The receiver of a log's events, one after the other and each once.</summary>
internal interface ILogSink
{
    /// <summary>The sequence before the oldest event that is still of use.</summary>
    long CompleteAfter { get; }

    /// <summary>The time for which an event is kept.</summary>
    TimeSpan MaxAge { get; }

    /// <summary>The number of latest events that Redis keeps in any case, so that a server that missed a notification misses no event.</summary>
    int LeastKept { get; }

    /// <summary>Whether events from before this server's start are wanted.</summary>
    bool WantsHistory { get; }

    /// <summary>What a reset of the log means to this application, for the log message.</summary>
    string AfterReset { get; }

    /// <summary>Everything taken so far is no longer the log's: what follows stands behind the position.</summary>
    void Restart(EpochHistory lineage, long position);

    /// <summary>The log goes on in a further epoch.</summary>
    void Continue(EpochHistory lineage);

    /// <summary>Takes the next events, of which the first has the place. Waits for this machine, and never for a client that does not read.</summary>
    ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken);

    /// <summary>An event of this server's has its place; it still comes by <see cref="AcceptAsync"/>.</summary>
    void OnAppended(string epoch, long sequence);

    /// <summary>Everything that the log held has been taken. Called after each read.</summary>
    void OnCaughtUp();
}
