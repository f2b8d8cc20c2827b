namespace Sisk.Sse;

/// <summary>The exception that is thrown when a broadcast could not be appended to the log, or when the outcome is unknown.</summary>
public sealed class EventLogUnavailableException : Exception
{
    internal EventLogUnavailableException(string message, bool mayBeAppended, Exception? inner = null)
        : base(message, inner) => MayBeAppended = mayBeAppended;

    /// <summary>
    /// Gets a value indicating whether the event may be in the log anyway, because a response was lost. If false, the broadcast can be
    /// repeated without a duplicate.
    /// </summary>
    public bool MayBeAppended { get; }
}
