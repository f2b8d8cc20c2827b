using System.Net;

namespace Sisk.Sse.Client;

/// <summary>The exception that is thrown when the server refuses a stream, or when a stream that cannot be resumed breaks off.</summary>
public sealed class EventStreamException : Exception
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">A description of the failure.</param>
    /// <param name="statusCode">The status of the response; null if there was none.</param>
    /// <param name="innerException">The reason.</param>
    public EventStreamException(string message, HttpStatusCode? statusCode = null, Exception? innerException = null)
        : base(message, innerException) => StatusCode = statusCode;

    /// <summary>Gets the status of the response; null if there was none.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>
    /// Gets the body of a response that refuses the stream, such as problem details (RFC 9457), up to 64 KiB. Null if the server did not
    /// refuse it.
    /// </summary>
    public string? Body { get; internal set; }

    /// <summary>
    /// Gets a value indicating whether the server that produced a resumable stream has stopped or died, so the rest of the stream will not
    /// arrive.
    /// </summary>
    public bool IsInterrupted { get; internal set; }
}
