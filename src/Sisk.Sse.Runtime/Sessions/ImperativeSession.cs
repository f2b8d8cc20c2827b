using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.OutputCaching;
using Sisk.Sse.Streams;

namespace Sisk.Sse.Sessions;

/// <summary>Opens the sources of the imperative API, on this library's endpoints and on any other.</summary>
internal static class ImperativeSession
{
    internal static HttpRequestEventSource Open(HttpContext context, SessionHost host, string? identifier)
    {
        Check(context, host, identifier);
        var session = context.Features.Get<StreamSession>() ?? BeginForeign(context, host);
        var source = session.TryOpen(identifier, StreamSettings.WithoutPings)
            ?? throw new InvalidOperationException(
                "The server has stopped and no longer waits for this request. Check the CancellationToken of the method.");
        session.Register(source);
        return source;
    }

    private static void Check(HttpContext context, SessionHost host, string? identifier)
    {
        if (identifier is { Length: 0 })
        {
            throw new ArgumentException(
                "An identifier cannot be empty. Pass null for a source that nothing has to find.", nameof(identifier));
        }

        if (context.Features.Get<StreamSession>()?.Source is not null)
        {
            throw new InvalidOperationException(
                "This request already has an event source. Call GetEventSource once, and pass the source on.");
        }

        if (host.OwnsPipeline && context.Features.Get<IHttpResponseBodyFeature>()?.Stream == Stream.Null)
        {
            // A copy of a request, such as that of a SignalR hub. Nothing would ever end its source.
            throw new InvalidOperationException(
                "This request is a copy without a client. Call GetEventSource in the endpoint or middleware that handles the request.");
        }

        if (context.Response.HasStarted)
        {
            throw new InvalidOperationException(
                "The response has started, so it cannot become an event stream. Call GetEventSource first.");
        }

        if (context.Response.StatusCode != StatusCodes.Status200OK)
        {
            throw new InvalidOperationException(
                $"The status code is {context.Response.StatusCode}, and browsers accept event streams only with 200. "
                + "Do not set it before GetEventSource.");
        }
    }

    private static StreamSession BeginForeign(HttpContext context, SessionHost host)
    {
        var session = StreamSession.BeginForeign(context, host);
        if (!host.OwnsPipeline)
        {
            // This is the only notification of the endpoint's return, and it comes before the server's next request.
            context.Response.OnCompleted(static session => ((StreamSession)session).EndAsync(failure: null), session);
        }

        // The first event may come after the endpoint's timeout.
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }

        return session;
    }
}
