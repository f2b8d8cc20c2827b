namespace Sisk.Sse;

/// <summary>A broadcast could not be put into the log on Redis, or it is not known whether it was.</summary>
public sealed class EventLogUnavailableException : Exception
{
    internal EventLogUnavailableException(string message, bool mayBeAppended, Exception? inner = null)
        : base(message, inner) => MayBeAppended = mayBeAppended;

    /// <summary>
    /// Whether the event may be in the log all the same: Redis was asked and did not answer. False when it is certain that it is not,
    /// so that the broadcast can be tried again without a repeat.
    /// </summary>
    public bool MayBeAppended { get; }
}
