using System.Net;

namespace Sisk.Sse.Client.Connecting;

/// <summary>The meaning of a server's response for a client.</summary>
internal sealed class Answer
{
    private const int TooEarly = 425;
    private const int TooManyRequests = 429;
    private const int FirstServerError = 500;

    private Answer()
    {
    }

    /// <summary>Gets the response with the stream.</summary>
    internal static Answer Stream { get; } = new();

    /// <summary>Gets the response that ends the stream permanently (HTML standard, section 9.2.3).</summary>
    internal static Answer Over { get; } = new();

    /// <summary>Gets the response after which the client tries again later.</summary>
    internal static Answer Later { get; } = new();

    /// <summary>Gets the response that refuses the client permanently.</summary>
    internal static Answer Refused { get; } = new();

    internal static Answer Of(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.OK when IsEventStream(ContentType(response)) => Stream,
        HttpStatusCode.NoContent => Over,
        HttpStatusCode.RequestTimeout
            or (HttpStatusCode)TooEarly
            or (HttpStatusCode)TooManyRequests
            or >= (HttpStatusCode)FirstServerError => Later,
        _ => Refused,
    };

    /// <summary>
    /// Returns the time to wait before the next request. A date is compared with the server's clock, which may differ from the client's.
    /// </summary>
    internal static TimeSpan RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter;
        return asked?.Delta ?? (asked?.Date - (response.Headers.Date ?? now)) ?? TimeSpan.Zero;
    }

    internal static EventStreamException Refuse(HttpResponseMessage response) => new(
        response.StatusCode == HttpStatusCode.OK
            ? $"The server answered with '{ContentType(response)}' instead of an event stream. Check the address."
            : $"The server refused the stream with status {(int)response.StatusCode} ({response.ReasonPhrase}).",
        response.StatusCode);

    /// <summary>Determines whether the type is that of a stream. Like a browser, the client does not look at its parameters.</summary>
    private static bool IsEventStream(string contentType) =>
        contentType.Split(';')[0].Trim().Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the header as it was sent.</summary>
    private static string ContentType(HttpResponseMessage response) =>
        (response.Content.Headers.TryGetValues("Content-Type", out var values) ? values.FirstOrDefault() : null) ?? "";
}
