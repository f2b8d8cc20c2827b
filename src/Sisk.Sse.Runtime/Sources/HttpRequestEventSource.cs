using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Sources;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <summary>
/// An event stream to one client (HTML standard, section 9.2, "Server-sent events"). Thread-safe. While <see cref="IsActive"/> is true, it
/// can also be used outside the handler that opened it.
/// </summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "A string and a payload are different events; neither call can become the other.")]
public sealed partial class HttpRequestEventSource : IDisposable, IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly SourceServices _services;
    private HttpStreamPingPolicy? _pingPolicy;
    private HttpRequest? _request;
    private HttpRequest? _endedRequest;

    internal HttpRequestEventSource(HttpRequest request, string? identifier, Connection connection, SourceServices services)
    {
        _request = request;
        Identifier = identifier;
        LastEventId = LastEventIdReader.Read(request);
        _connection = connection;
        _services = services;
    }

    /// <summary>Gets the identifier by which <see cref="HttpEventSourceCollection"/> finds the source; null for none.</summary>
    public string? Identifier { get; }

    /// <summary>Gets a value indicating whether events can be sent. False if the client is gone or the source is closed.</summary>
    public bool IsActive => _connection.IsOpen;

    /// <summary>Gets the reason for which the stream was closed; null while it is open. The first reason holds.</summary>
    public CloseReason? CloseReason => _connection.Reason;

    /// <summary>
    /// Gets the client's last event ID, from the <c>Last-Event-ID</c> header (HTML standard, section 9.2.4) or the <c>lastEventId</c> query
    /// parameter; null if the client sent none.
    /// </summary>
    public string? LastEventId { get; }

    /// <summary>
    /// Gets the request that opened the stream. After the stream has ended, handlers of
    /// <see cref="HttpEventSourceCollection.OnEventSourceUnregistration"/> get a copy of the request's values here.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stream has ended, and there is no copy.</exception>
    public HttpRequest HttpRequest => Volatile.Read(ref _endedRequest) ?? Volatile.Read(ref _request)
        ?? throw new InvalidOperationException(
            "The request of this event stream has ended. Read what you need from it while IsActive is true, "
            + "or in a handler of OnEventSourceUnregistration.");

    /// <summary>Gets the ping settings of the source. <see cref="HttpStreamPingPolicy.Start()"/> starts the pings.</summary>
    public HttpStreamPingPolicy PingPolicy =>
        _pingPolicy ?? Interlocked.CompareExchange(ref _pingPolicy, new HttpStreamPingPolicy(this), null) ?? _pingPolicy;

    /// <summary>Gets the number of bytes of events and comments that were sent, without headers and transfer framing.</summary>
    public long SentContentLength => _connection.SentBytes;

    internal Connection Connection => _connection;

    /// <summary>Gets a value indicating whether the identifier ends in a unique segment, so that no other source can have it.</summary>
    internal bool HasUniqueIdentifier { get; init; }

    /// <summary>
    /// Gets or sets a value indicating whether the registration has been raised, before which no unregistration may be raised. Used by the
    /// collection under its lock.
    /// </summary>
    internal bool IsRegistrationRaised { get; set; }

    /// <summary>
    /// Gets or sets the source's place among those with the same identifier; null if it has always been the only one. Used by the
    /// collection under its lock.
    /// </summary>
    internal LinkedListNode<HttpRequestEventSource>? SharedPlace { get; set; }

    /// <summary>Adds a response header. The headers are sent with the first event or ping, or when the handler first waits.</summary>
    /// <param name="name">The header's name, a token (RFC 9110, section 5.6.2).</param>
    /// <param name="value">The header's value, of printable ASCII characters, spaces and tabs.</param>
    /// <exception cref="ArgumentNullException">The name or the value is null.</exception>
    /// <exception cref="ArgumentException">
    /// The name is empty, the name or the value contains a character that is not allowed, or the server sets the header: <c>Connection</c>,
    /// <c>Content-Encoding</c>, <c>Content-Length</c>, <c>Keep-Alive</c>, <c>Proxy-Connection</c>, <c>TE</c>, <c>Trailer</c>,
    /// <c>Transfer-Encoding</c> and <c>Upgrade</c>. Or the header is <c>Content-Type</c>, and its value is not <c>text/event-stream</c>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The headers have been sent.</exception>
    public void AppendHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        ResponseHeader.Check(name, value);
        if (_connection.IsStarted)
        {
            throw new InvalidOperationException(
                $"The header '{name}' cannot be added, because the headers of this event stream have been sent. "
                + "Call AppendHeader before the first Send, WithPing, KeepAlive or WaitForFail.");
        }

        HttpRequest.HttpContext.Response.Headers.Append(name, value);
    }

    /// <summary>Sends an event. Never waits for the client.</summary>
    /// <param name="data">The text. The client receives its line breaks (CR, LF, CRLF) as LF. Null is sent as empty text.</param>
    /// <param name="eventName">The event name, for <c>addEventListener</c>; null for <c>onmessage</c>.</param>
    /// <param name="id">The event's id, which the client sends as its last event ID when it reconnects; null for none.</param>
    /// <returns>False if the source is closed or the overflow policy rejects the event.</returns>
    /// <exception cref="ArgumentException">
    /// The name or the id contains a line break, the id contains NUL, or the id is <c>sisk-sse-end</c>, which is reserved.
    /// </exception>
    public bool Send(string? data, string? eventName = null, string? id = null) =>
        _connection.Send(FrameEncoder.Event(data, eventName, StreamEventId.EnsureNotReserved(id, nameof(id))));

    /// <summary>Sends an event with a JSON payload. Uses the application's <c>JsonOptions</c>. Never waits for the client.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="payload">The payload. A string is sent unchanged.</param>
    /// <param name="eventName">The event name, for <c>addEventListener</c>; null for <c>onmessage</c>.</param>
    /// <param name="id">The event's id, which the client sends as its last event ID when it reconnects; null for none.</param>
    /// <inheritdoc cref="Send(string?, string?, string?)" path="/returns|/exception"/>
    public bool Send<T>(T payload, string? eventName = null, string? id = null) =>
        _connection.Send(Encode(payload, eventName, id));

    /// <summary>Sends an event as soon as the queue has room for it.</summary>
    /// <param name="data">The text. The client receives its line breaks (CR, LF, CRLF) as LF. Null is sent as empty text.</param>
    /// <param name="eventName">The event name, for <c>addEventListener</c>; null for <c>onmessage</c>.</param>
    /// <param name="id">The event's id, which the client sends as its last event ID when it reconnects; null for none.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when the event is queued. Its result is false if the source is closed.</returns>
    /// <exception cref="ArgumentException">
    /// The name or the id contains a line break, the id contains NUL, or the id is <c>sisk-sse-end</c>, which is reserved.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled. The event is not sent.</exception>
    public async ValueTask<bool> SendAsync(
        string? data, string? eventName = null, string? id = null, CancellationToken cancellationToken = default) =>
        await _connection.SendWhenRoomAsync(
            FrameEncoder.Event(data, eventName, StreamEventId.EnsureNotReserved(id, nameof(id))), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Sends an event with a JSON payload as soon as the queue has room for it. Uses the application's <c>JsonOptions</c>.
    /// </summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="payload">The payload. A string is sent unchanged.</param>
    /// <param name="eventName">The event name, for <c>addEventListener</c>; null for <c>onmessage</c>.</param>
    /// <param name="id">The event's id, which the client sends as its last event ID when it reconnects; null for none.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="SendAsync(string?, string?, string?, CancellationToken)" path="/returns|/exception"/>
    public async ValueTask<bool> SendAsync<T>(
        T payload, string? eventName = null, string? id = null, CancellationToken cancellationToken = default) =>
        await _connection.SendWhenRoomAsync(Encode(payload, eventName, id), cancellationToken).ConfigureAwait(false);

    /// <summary>Configures the pings of the source.</summary>
    /// <param name="configure">An action that sets the properties and starts the pings.</param>
    /// <exception cref="ArgumentNullException">The action is null.</exception>
    public void WithPing(Action<HttpStreamPingPolicy> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(PingPolicy);
    }

    /// <summary>Discards the queued events. The source stays open.</summary>
    public void Cancel() => _connection.DiscardQueued();

    internal void StartPings(Frame ping, TimeSpan interval)
    {
        // The response header tells the interval, if it has not been sent.
        _connection.Timers.UsePing(ping, interval);
        _connection.Start();
    }

    /// <summary>Copies the request before it ends, if the collection has handlers that will receive this source.</summary>
    internal void KeepRequestFor(HttpEventSourceCollection collection)
    {
        if (Identifier is not null && collection.HasUnregistrationHandlers && _request is { } request)
        {
            Volatile.Write(ref _endedRequest, EndedRequest.Copy(request.HttpContext));
        }
    }

    /// <summary>Releases the request, whose objects the server may reuse from now on.</summary>
    internal void ReleaseRequest() => Volatile.Write(ref _request, null);

    /// <summary>Disposes the services that handlers may have resolved from the copied request.</summary>
    internal void DisposeRequestCopy() => EndedRequest.Dispose(_endedRequest);

    /// <summary>Gets the response; an unconnected one after the stream has ended.</summary>
    private HttpResponse Response => (Volatile.Read(ref _request)?.HttpContext ?? new DefaultHttpContext()).Response;

    private Frame Encode<T>(T payload, string? eventName, string? id)
    {
        if (payload is string text)
        {
            return FrameEncoder.Event(text, eventName, StreamEventId.EnsureNotReserved(id, nameof(id)));
        }

        using var data = _services.Payloads.Serialize(payload);
        return FrameEncoder.Event(data.Bytes.Span, eventName, StreamEventId.EnsureNotReserved(id, nameof(id)));
    }
}
