using Sisk.Sse.Broadcasting;

namespace Sisk.Sse.Redis.Log;

/// <summary>What a log's events go to, one after the other and each once.</summary>
internal interface ILogSink
{
    /// <summary>The sequence before the oldest event that is still of use.</summary>
    long CompleteAfter { get; }

    /// <summary>For how long an event is kept.</summary>
    TimeSpan MaxAge { get; }

    /// <summary>All that was taken so far is not the log's any more: what follows stands behind the position.</summary>
    void Restart(Lineage lineage, long position);

    /// <summary>The log goes on in a further epoch.</summary>
    void Continue(Lineage lineage);

    /// <summary>Takes the next events, of which the first has the place. Waits for this machine, and never for a client that does not read.</summary>
    ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPlace first, CancellationToken cancellationToken);

    /// <summary>An event of this server's has its place; it still comes by <see cref="AcceptAsync"/>.</summary>
    void OnAppended(string epoch, long sequence);

    /// <summary>Everything that the log held has been taken.</summary>
    void OnCaughtUp();
}
