using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Sources;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <summary>
/// One open event stream to one client (HTML standard, section 9.2, "Server-sent events"). All members may be used from
/// any thread, and from outside the handler that opened it for as long as <see cref="IsActive"/> holds.
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

    /// <summary>The name under which <see cref="HttpEventSourceCollection"/> finds this source; null for one that cannot be found.</summary>
    public string? Identifier { get; }

    /// <summary>Whether events can still be sent: false once the client is gone or the source is closed.</summary>
    public bool IsActive => _connection.IsOpen;

    /// <summary>
    /// The id of the last event that the client has seen, from its <c>Last-Event-ID</c> header or the <c>lastEventId</c> query
    /// parameter; null on a first visit.
    /// </summary>
    public string? LastEventId { get; }

    /// <summary>
    /// Gets the request that opened the stream. After the stream has ended, handlers of
    /// <see cref="HttpEventSourceCollection.OnEventSourceUnregistration"/> get a copy of the request's values here.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stream has ended, and no copy was kept.</exception>
    public HttpRequest HttpRequest => Volatile.Read(ref _endedRequest) ?? Volatile.Read(ref _request)
        ?? throw new InvalidOperationException(
            "The request of this event stream has ended. Read what you need from it while IsActive is true, "
            + "or in a handler of OnEventSourceUnregistration.");

    /// <summary>The pings of this source; they begin with <see cref="HttpStreamPingPolicy.Start()"/>.</summary>
    public HttpStreamPingPolicy PingPolicy => _pingPolicy ??= new HttpStreamPingPolicy(this);

    /// <summary>How many bytes of events and comments have been sent, without headers and transfer framing.</summary>
    public long SentContentLength => _connection.SentBytes;

    internal Connection Connection => _connection;

    /// <summary>Whether the identifier's last segment is this connection's own, so that no other can have it.</summary>
    internal bool HasUniqueIdentifier { get; init; }

    /// <summary>Whether the handlers of its registration have run: no unregistration is raised before. The collection's.</summary>
    internal bool IsAnnounced { get; set; }

    /// <summary>Adds a response header. Headers leave with the first event, ping or wait, whichever comes first.</summary>
    /// <param name="name">The header's name: a token (RFC 9110, section 5.6.2). Headers that frame the response are the server's.</param>
    /// <param name="value">The header's value, of printable ASCII characters, spaces and tabs.</param>
    /// <exception cref="ArgumentException">
    /// The name or the value cannot be sent, or the header frames the response: <c>Connection</c>, <c>Content-Length</c>, <c>Keep-Alive</c>,
    /// <c>Proxy-Connection</c>, <c>TE</c>, <c>Trailer</c>, <c>Transfer-Encoding</c> and <c>Upgrade</c>.
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
                $"The header '{name}' cannot be added: the headers of this event stream have been sent. "
                + "Call AppendHeader before the first Send, WithPing, KeepAlive or WaitForFail.");
        }

        HttpRequest.HttpContext.Response.Headers.Append(name, value);
    }

    /// <summary>Sends an event. Never waits for the client.</summary>
    /// <param name="data">The text; its line breaks (CR, LF, CRLF) reach the client as LF. Null is sent as empty text.</param>
    /// <param name="eventName">The event's name, for <c>addEventListener</c>; null for <c>onmessage</c>.</param>
    /// <param name="id">The event's id, which the client gives back as its last event id.</param>
    /// <returns>False when the source is closed, or when the overflow policy refuses the event.</returns>
    /// <exception cref="ArgumentException">
    /// A line break in the name or the id, NUL in the id, or the id <c>sisk-sse-end</c>, which tells a browser to stay away.
    /// </exception>
    public bool Send(string? data, string? eventName = null, string? id = null) =>
        _connection.Send(FrameEncoder.Event(data, eventName, StreamEventId.EnsureNotReserved(id, nameof(id))));

    /// <summary>Sends an event with a payload as JSON, by the application's <c>JsonOptions</c>. Never waits for the client.</summary>
    /// <param name="payload">What is sent; a string is sent as it is.</param>
    /// <param name="eventName">The event's name, for <c>addEventListener</c>; null for <c>onmessage</c>.</param>
    /// <param name="id">The event's id, which the client gives back as its last event id.</param>
    /// <inheritdoc cref="Send(string?, string?, string?)" path="/returns|/exception"/>
    public bool Send<T>(T payload, string? eventName = null, string? id = null) =>
        _connection.Send(Encode(payload, eventName, id));

    /// <summary>Sends an event as soon as the queue has room for it.</summary>
    /// <returns>False when the source is closed, also while waiting.</returns>
    /// <exception cref="ArgumentException">
    /// A line break in the name or the id, NUL in the id, or the id <c>sisk-sse-end</c>, which tells a browser to stay away.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting; the event is not sent.</exception>
    public ValueTask<bool> SendAsync(string? data, string? eventName = null, string? id = null, CancellationToken cancellationToken = default) =>
        _connection.SendWhenRoomAsync(FrameEncoder.Event(data, eventName, StreamEventId.EnsureNotReserved(id, nameof(id))), cancellationToken);

    /// <summary>Sends an event with a payload as JSON, by the application's <c>JsonOptions</c>, as soon as the queue has room for it.</summary>
    /// <inheritdoc cref="SendAsync(string?, string?, string?, CancellationToken)" path="/returns|/exception"/>
    public ValueTask<bool> SendAsync<T>(T payload, string? eventName = null, string? id = null, CancellationToken cancellationToken = default) =>
        _connection.SendWhenRoomAsync(Encode(payload, eventName, id), cancellationToken);

    /// <summary>Sets up the pings of this source.</summary>
    public void WithPing(Action<HttpStreamPingPolicy> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(PingPolicy);
    }

    /// <summary>Discards the events that wait to be sent. The source stays open.</summary>
    public void Cancel() => _connection.DiscardWaiting();

    internal void StartPings(Frame ping, TimeSpan interval)
    {
        _connection.Start();
        _connection.Timers.UsePing(ping, interval);
    }

    /// <summary>Copies the request while it is there, if handlers of the collection's events will be given this source.</summary>
    internal void KeepRequestFor(HttpEventSourceCollection collection)
    {
        if (Identifier is not null && collection.HasUnregistrationHandlers && _request is { } request)
        {
            Volatile.Write(ref _endedRequest, EndedRequest.Copy(request.HttpContext));
        }
    }

    /// <summary>Forgets the request, which the server may use for another from now on.</summary>
    internal void ReleaseRequest() => Volatile.Write(ref _request, null);

    /// <summary>Gives back the services that handlers may have asked the copied request for.</summary>
    internal void DisposeCopy() => EndedRequest.Dispose(_endedRequest);

    /// <summary>The response, or one that leads nowhere once the stream has ended.</summary>
    private HttpResponse Response => (Volatile.Read(ref _request)?.HttpContext ?? new DefaultHttpContext()).Response;

    private Frame Encode<T>(T payload, string? eventName, string? id)
    {
        using var data = _services.Payloads.Serialize(payload);
        return FrameEncoder.Event(data.Bytes.Span, eventName, StreamEventId.EnsureNotReserved(id, nameof(id)));
    }
}
