using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sisk.Sse.Sessions;

/// <summary>
/// Stands before the server's own lifetime of a request that asks for an event stream. The token that an endpoint of the application gets
/// is then canceled by each end of its stream. The server's token alone is not: once a response is complete, Kestrel never cancels it.
/// </summary>
/// <remarks>It is its own lock: a separate object would take memory for each open stream.</remarks>
internal sealed class RequestLifetime(IHttpRequestLifetimeFeature server, SessionHost host) : IHttpRequestLifetimeFeature
{
    private SessionToken? _token;
    private CancellationToken? _replacement;
    private CancellationTokenRegistration _watch;
    private bool _hasEnded;

    public CancellationToken RequestAborted
    {
        get
        {
            lock (this)
            {
                return _replacement ?? (_token ??= new SessionToken(server.RequestAborted, _hasEnded, host)).Token;
            }
        }

        set
        {
            lock (this)
            {
                // A middleware gives back what it has replaced.
                _replacement = value == _token?.Token ? null : value;
            }
        }
    }

    /// <summary>Gets the token that is canceled when the client disconnects, and by nothing else.</summary>
    internal CancellationToken ClientGone => server.RequestAborted;

    internal static RequestLifetime? Find(HttpContext context) => context.Features.Get<IHttpRequestLifetimeFeature>() as RequestLifetime;

    /// <summary>Stands before the server's lifetime from here on. Tokens that were read before are the server's.</summary>
    internal static RequestLifetime Add(HttpContext context, SessionHost host)
    {
        // A server that cannot tell when its client leaves has none.
        var server = context.Features.Get<IHttpRequestLifetimeFeature>() ?? new HttpRequestLifetimeFeature();
        var lifetime = new RequestLifetime(server, host);
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        return lifetime;
    }

    /// <summary>Gives the server's lifetime back.</summary>
    internal static void Remove(HttpContext context)
    {
        if (Find(context) is { } lifetime)
        {
            context.Features.Set(lifetime.Restore());
        }
    }

    public void Abort() => server.Abort();

    /// <summary>
    /// Calls a method when the token is canceled that a middleware has set in place of this lifetime's, if there is one. It may be linked
    /// to this lifetime's token. <see cref="EndWatch"/> must follow.
    /// </summary>
    internal void WatchReplacement(Action<object?> canceled, object state)
    {
        CancellationToken? replacement;
        lock (this)
        {
            replacement = _replacement;
        }

        _watch = replacement?.UnsafeRegister(canceled, state) ?? default;
    }

    internal void EndWatch() => _watch.Unregister();

    /// <summary>Cancels the token, because the stream has ended.</summary>
    internal void Cancel()
    {
        SessionToken? token;
        lock (this)
        {
            _hasEnded = true;
            token = _token;
        }

        token?.Cancel();
    }

    private IHttpRequestLifetimeFeature Restore()
    {
        lock (this)
        {
            if (_replacement is { } replacement)
            {
                // It may be linked to this lifetime's token, which therefore stays with the client.
                server.RequestAborted = replacement;
            }
            else
            {
                _token?.Release();
            }
        }

        return server;
    }
}
