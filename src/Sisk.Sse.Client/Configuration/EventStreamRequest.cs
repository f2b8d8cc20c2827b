namespace Sisk.Sse.Client;

/// <summary>The request of a subscription, which is sent again at each reconnect.</summary>
public sealed class EventStreamRequest
{
    /// <summary>Initializes a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="uri">The address, absolute or relative to that of the <see cref="HttpClient"/>.</param>
    public EventStreamRequest(HttpMethod method, string uri)
    {
        Method = method ?? throw new ArgumentNullException(nameof(method));
        Uri = uri ?? throw new ArgumentNullException(nameof(uri));
    }

    /// <summary>Gets the HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>Gets the address.</summary>
    public string Uri { get; }

    /// <summary>Gets the headers.</summary>
    public IList<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Gets or sets a function that creates the body of each request; null for none.</summary>
    public Func<HttpContent>? Content { get; set; }

    /// <summary>Gets or sets the data that ends the stream permanently, such as <c>[DONE]</c>; null for none.</summary>
    public string? EndData { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether an event named <c>error</c> without data means that the server failed, as in pull streams of
    /// Sisk.Sse. The default is false: it is an event like any other.
    /// </summary>
    public bool HasErrorEvent { get; set; }

    /// <summary>
    /// Gets or sets the ping interval of the stream, unless the server announces another; <see cref="Timeout.InfiniteTimeSpan"/> for no
    /// pings. The default is null: 15 seconds. <see cref="EventStreamClientOptions.PingInterval"/> takes precedence if it is set.
    /// </summary>
    public TimeSpan? PingInterval { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether a GET of the same address with the last event ID resumes the stream. The request itself is
    /// then sent once. The default is false: the request is repeated.
    /// </summary>
    public bool IsResumable { get; set; }
}
