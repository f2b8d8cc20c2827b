namespace Sisk.Sse;

/// <summary>
/// The exception of an <see cref="EventSubscription{T}"/> that may have missed events, where a browser would get <c>reset</c>. Read the
/// current state, and enumerate the subscription again for later events.
/// </summary>
public sealed class EventsLostException : Exception
{
    /// <summary>Initializes the exception.</summary>
    public EventsLostException()
    {
    }

    /// <summary>Initializes the exception with a message.</summary>
    /// <param name="message">The message.</param>
    public EventsLostException(string? message)
        : base(message)
    {
    }

    /// <summary>Initializes the exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public EventsLostException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
