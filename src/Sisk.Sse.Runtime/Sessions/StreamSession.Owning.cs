using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sisk.Sse.Sessions;

/// <content>
/// Stands before the server's own lifetime of a request of this library's endpoints, as long as the session owns the response. If a
/// middleware does not await the endpoint, <see cref="SessionMiddleware"/> finds the session here, and the server does not get the response
/// back before the stream has ended. The server would use the request, and its connection, for the next client.
/// </content>
internal sealed partial class StreamSession : IHttpRequestLifetimeFeature
{
    private IHttpRequestLifetimeFeature? _server;

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted
    {
        get => _server!.RequestAborted;
        set => _server!.RequestAborted = value;
    }

    void IHttpRequestLifetimeFeature.Abort() => _server!.Abort();

    /// <summary>Finds the session that still owns the response of a request; null if there is none.</summary>
    internal static StreamSession? FindOwner(HttpContext context) => context.Features.Get<IHttpRequestLifetimeFeature>() as StreamSession;

    /// <summary>Waits for the end of a stream that a middleware has not awaited.</summary>
    /// <param name="failure">The exception that the middleware threw. It ends the stream.</param>
    internal async Task EndUnawaitedAsync(Exception? failure)
    {
        _host.ReportNotAwaited(_context.Request.Path);
        if (failure is not null && Source is { } source)
        {
            EndSource(source, failure);
        }

        await Ended.ConfigureAwait(failure is null ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Own()
    {
        _server = _context.Features.Get<IHttpRequestLifetimeFeature>();
        if (_server is not null)
        {
            _context.Features.Set<IHttpRequestLifetimeFeature>(this);
        }
    }

    private void Disown()
    {
        if (FindOwner(_context) == this)
        {
            _context.Features.Set(_server);
        }
    }
}
