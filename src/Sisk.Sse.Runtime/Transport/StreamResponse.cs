using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Sisk.Sse.Transport;

/// <summary>
/// Prepares a response for an event stream: sets the headers, and turns off features that do not suit a long-lived response.
/// </summary>
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

        // Values that the application has set are kept.
        CacheControl.Set(context);
        response.Headers.TryAdd("X-Accel-Buffering", "no");

        // The caches of service workers ignore Cache-Control, and would repeat the events of a stream that has ended. They refuse this.
        response.Headers.Append("Vary", "*");

        // Response compression skips a response that already has an encoding.
        response.Headers.ContentEncoding = "identity";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        // Kestrel aborts HTTP/1.x responses that are read slowly. Here, the write timeout and the overflow policy decide. An HTTP/2
        // connection has one rate for all of its streams, which only Limits.MinResponseDataRate sets.
        if (IsHttp1(context.Request.Protocol) && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>Returns true if the protocol is HTTP/1.x, where a connection carries one response at a time.</summary>
    internal static bool IsHttp1(string protocol) => HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol);
}
