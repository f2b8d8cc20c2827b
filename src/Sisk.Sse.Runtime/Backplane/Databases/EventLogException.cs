namespace Sisk.Sse;

/// <summary>The exception that an <see cref="IEventLog"/> throws when its database cannot be reached, or rejects a call.</summary>
/// <param name="message">The failure, in the words of the database.</param>
/// <param name="mayBeDone">A value that indicates whether the database may have done what was asked, because its answer was lost.</param>
/// <param name="refusal">
/// The cause and the remedy, without secrets, if the database refuses the application and a retry cannot help; null for every other
/// failure.
/// </param>
/// <param name="innerException">
/// The exception of the database's client. A <see cref="TimeoutException"/> makes the next read of a log smaller.
/// </param>
public sealed class EventLogException(string message, bool mayBeDone, string? refusal = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Gets a value indicating whether the database may have done what was asked, because its answer was lost.</summary>
    public bool MayBeDone => mayBeDone;

    /// <summary>Gets the cause and the remedy if a retry cannot help; null for every other failure.</summary>
    public string? Refusal => refusal;

    /// <summary>Gets a value indicating whether the database did not answer in time.</summary>
    public bool IsTimeout => InnerException is TimeoutException;

    /// <summary>Returns the reason of a failure for people: the cause and the remedy if they are known.</summary>
    internal static string Explain(Exception exception) => (exception as EventLogException)?.Refusal ?? exception.Message;
}
