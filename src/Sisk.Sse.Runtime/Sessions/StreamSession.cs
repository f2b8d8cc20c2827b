using Microsoft.AspNetCore.Http;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Streams;
using Sisk.Sse.Topics;

namespace Sisk.Sse.Sessions;

/// <summary>
/// The owner of one response that is, or may become, an event stream. The response goes back to the server when nothing uses it any
/// more: the user's code has returned and the connection is finished.
/// </summary>
/// <remarks>It is its own lock, like <see cref="Connection"/>: a separate object would take memory for each open stream.</remarks>
internal sealed partial class StreamSession : IConnectionOwner, IClocked
{
    private readonly SessionHost _host;
    private readonly HttpContext _context;
    private readonly SessionKind _kind;

    // Its continuation is the server's, which goes on to the next request, so it runs on its own thread.
    private readonly TaskCompletionSource _ended;

    private HttpRequestEventSource? _source;
    private Subscriber? _subscriber;
    private ClockEntry? _age;
    private ClockEntry? _deadline;
    private SessionToken? _token;
    private RequestLifetime? _lifetime;
    private Exception? _failure;
    private int _users = 1;
    private bool _userCodeEnded;
    private bool _isPending;
    private bool _completesLater;
    private bool _hasServersToken;
    private bool _isClosed;
    private bool _isFinished;
    private bool _isDraining;
    private bool _isAdmitted;
    private bool _raisesUnregistration;

    /// <summary>Gets the token that is canceled when the client disconnects, and by nothing else.</summary>
    private CancellationToken ClientGone => _lifetime?.ClientGone ?? _context.RequestAborted;

    private StreamSession(HttpContext context, SessionHost host, SessionKind kind)
    {
        (_context, _host, _kind) = (context, host, kind);
        _ended = new TaskCompletionSource(this, TaskCreationOptions.RunContinuationsAsynchronously);
        host.Sessions.Add(this);
    }

    /// <summary>Gets a token that is canceled when the client is gone, the stream is closed for any reason or the server stops.</summary>
    internal CancellationToken CancellationToken
    {
        get
        {
            lock (this)
            {
                return _users == 0
                    ? new CancellationToken(canceled: true)
                    : (_token ??= new SessionToken(ClientGone, _isClosed || _isDraining, _host)).Token;
            }
        }
    }

    internal HttpContext Context => _context;

    internal SessionHost Host => _host;

    internal SessionKind Kind => _kind;

    /// <summary>Gets the stream's source; null until it is opened.</summary>
    internal HttpRequestEventSource? Source => Volatile.Read(ref _source);

    /// <summary>Gets the subscriber of a push stream; null for any other, and before it has subscribed.</summary>
    internal Subscriber? Subscriber => Volatile.Read(ref _subscriber);

    /// <summary>Gets the task that completes when the response goes back to the server.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Gets the request's path, for messages.</summary>
    internal PathString Path => IsReleased ? default : _context.Request.Path;

    /// <summary>Gets a value indicating whether the response is the server's again, so that nothing may touch it.</summary>
    internal bool IsReleased
    {
        get
        {
            lock (this)
            {
                return _userCodeEnded || _users == 0;
            }
        }
    }

    /// <summary>Gets a value indicating whether the endpoint's filters wait for the end of the stream.</summary>
    internal bool HasFilters { get; init; }

    /// <summary>
    /// Gets or sets a value indicating whether the stream follows a run of this server. It is told of the run's end when the server stops,
    /// rather than asked to reconnect. Set before <see cref="Register"/>.
    /// </summary>
    internal bool EndsWithRun { get; set; }

    // Written by the registry, so that it needs no object of its own for each session.
    internal StreamSession? Previous { get; set; }

    internal StreamSession? Next { get; set; }

    internal ConnectionSlot[]? Slots { get; set; }

    /// <summary>Runs the handler of one of this library's endpoints.</summary>
    /// <param name="context">The request.</param>
    /// <param name="host">The services that sessions share.</param>
    /// <param name="kind">The kind of code that the handler calls.</param>
    /// <param name="hasFilters">True if the endpoint has filters.</param>
    /// <param name="handler">The handler.</param>
    /// <returns>A task that completes when the response is the server's again, or faults as the handler did.</returns>
    internal static Task RunAsync(
        HttpContext context, SessionHost host, SessionKind kind, bool hasFilters, Func<StreamSession, Task> handler)
    {
        var session = new StreamSession(context, host, kind) { HasFilters = hasFilters };
        Task running;
        try
        {
            running = !session.TryBegin() ? Task.CompletedTask
                : handler(session)
                    ?? throw new InvalidOperationException(
                        $"The handler of {context.Request.Path} returned null instead of a task. Return a task.");
        }
        catch (Exception exception)
        {
            running = Task.FromException(exception);
        }

        session.Follow(running);
        return session.Ended;
    }

    /// <summary>
    /// Returns true if a request's task is the end of its push stream. Neither an endpoint nor a middleware then continues after the
    /// stream, and the stream's own method has returned.
    /// </summary>
    internal static bool IsEndOfPush(Task running, HttpContext context) =>
        running.AsyncState is StreamSession { _kind: SessionKind.Push, IsReleased: true } session && session._context == context;

    /// <summary>Begins to own the response of an endpoint that is not this library's. <see cref="EndAsync"/> ends it.</summary>
    internal static StreamSession BeginForeign(HttpContext context, SessionHost host)
    {
        // Code that has read the request's token before has the server's, which only an abort of the request cancels.
        var lifetime = RequestLifetime.Find(context);
        var session = new StreamSession(context, host, SessionKind.Foreign) { _isPending = true, _hasServersToken = lifetime is null };
        session._lifetime = lifetime ?? RequestLifetime.Add(context, host);
        context.Features.Set(session);
        return session;
    }

    /// <summary>Opens the stream's source. Nothing finds it before <see cref="Register"/>.</summary>
    /// <returns>The source; null if the response is no longer this session's, because the server stopped in the meantime.</returns>
    /// <exception cref="InvalidOperationException">A middleware has started the response.</exception>
    internal HttpRequestEventSource? TryOpen(
        string? identifier, StreamSettings settings, bool heldUntilStart = false, bool hasUniqueIdentifier = false)
    {
        if (!TryHold())
        {
            return null;
        }

        HttpRequestEventSource source;
        try
        {
            if (_context.Response.HasStarted)
            {
                throw new InvalidOperationException(
                    "The response had started before its event stream was opened. "
                    + "Do not write to it in middleware or filters that run earlier.");
            }

            var isOwned = _kind is not SessionKind.Foreign || _host.OwnsPipeline;
            source = _host.CreateSource(_context, identifier, settings, heldUntilStart, hasUniqueIdentifier, isOwned);
        }
        catch
        {
            Drop();
            throw;
        }

        Volatile.Write(ref _source, source);

        // From here on the connection's end gives up its share of the response.
        source.Connection.Open(this, ClientGone);
        _lifetime?.WatchReplacement(static session => ((StreamSession)session!).OnCanceledByMiddleware(), this);
        return source;
    }

    /// <summary>Ends the stream, unless the token of a middleware was canceled by the stream's own end.</summary>
    private void OnCanceledByMiddleware()
    {
        lock (this)
        {
            if (_isClosed || _isDraining)
            {
                return;
            }
        }

        _source!.Connection.Abort(CloseReason.ClientGone);
    }

    /// <summary>Refuses a second stream on the response, where the method has opened one by the imperative API.</summary>
    internal void ThrowIfImperative()
    {
        if (_context.Features.Get<StreamSession>()?.Source is not null)
        {
            throw new InvalidOperationException(
                "The method returned a stream, and also opened an event source on the same response. "
                + "Return the stream, or use GetEventSource.");
        }
    }

    /// <summary>Connects the source to the topic that feeds it, which it leaves when it is closed.</summary>
    internal void Follow(Subscriber subscriber)
    {
        if (!_source!.Connection.TryKeep(ref _subscriber, subscriber))
        {
            subscriber.Unsubscribe();
        }
    }
}
