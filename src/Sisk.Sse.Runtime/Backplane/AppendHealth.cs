using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>
/// Tells from the latest attempts to append if a log accepts events. One that can be read may accept none: its memory or its disk is full,
/// or its database is a replica. Thread-safe.
/// </summary>
internal sealed class AppendHealth(EventLogOptions options, TimeProvider time)
{
    /// <summary>
    /// The time for which a failure counts if nothing is appended after it. A server that gets no requests while it is unhealthy broadcasts
    /// nothing, and would stay unhealthy forever.
    /// </summary>
    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(30);

    private Failure? _last;

    /// <summary>Gets the state of the log for broadcasts, and the reason if it accepts none.</summary>
    internal (EventLogState State, string? Reason) State =>
        GetRecent() is { } last ? (last.State, last.Reason) : (EventLogState.Reachable, null);

    /// <summary>Forgets failures: a batch was appended, or the log can be reached again.</summary>
    internal void Clear()
    {
        if (Volatile.Read(ref _last) is not null)
        {
            Volatile.Write(ref _last, null);
        }
    }

    /// <summary>Notes an attempt that failed.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="isRetried">True if the broadcasts wait for another attempt; false if they fail.</param>
    internal void OnFailed(string reason, bool isRetried)
    {
        var (now, last) = (time.GetTimestamp(), GetRecent());
        var since = last?.Since ?? now;
        var waits = isRetried && last?.State is not EventLogState.Failing && time.GetElapsedTime(since, now) <= options.MaxWait;
        Volatile.Write(ref _last, new Failure(waits ? EventLogState.Waiting : EventLogState.Failing, reason, since, now));
    }

    private Failure? GetRecent() => Volatile.Read(ref _last) is { } last && time.GetElapsedTime(last.At) < _memory ? last : null;

    /// <summary>The last failed attempt.</summary>
    /// <param name="State">The state of the log.</param>
    /// <param name="Reason">The reason.</param>
    /// <param name="Since">The timestamp of the first failure after the last success.</param>
    /// <param name="At">The timestamp of this failure.</param>
    private sealed record Failure(EventLogState State, string Reason, long Since, long At);
}
