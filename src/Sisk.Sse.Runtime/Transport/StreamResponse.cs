using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Sisk.Sse.Transport;

/// <summary>Makes a response an event stream: the headers, and what must keep its hands off a long-lived response.</summary>
internal static class StreamResponse
{
    internal static void Prepare(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        if (!ResponseHeader.IsEventStream(response.ContentType))
        {
            response.ContentType = ResponseHeader.ContentType;
        }

        // What the application has set stays.
        response.Headers.TryAdd("Cache-Control", "no-store, no-transform");
        response.Headers.TryAdd("X-Accel-Buffering", "no");

        // Response compression leaves a response alone that names an encoding already.
        response.Headers.ContentEncoding = "identity";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        // Kestrel cuts HTTP/1.x responses that are read slowly; here the write deadline and the overflow policy decide. An HTTP/2 connection
        // has one rate for all of its streams, which only Limits.MinResponseDataRate sets.
        if (IsHttp1(context.Request.Protocol) && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>Gets a value indicating whether a connection of the protocol carries one response at a time.</summary>
    internal static bool IsHttp1(string protocol) => HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol);
}
