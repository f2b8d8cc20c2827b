using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Infrastructure;

/// <summary>The token that a stream method gets.</summary>
internal static class RequestToken
{
    /// <summary>A token that is cancelled when the client is gone or the server stops; released with the response.</summary>
    internal static CancellationToken Link(HttpContext context, CancellationToken stopping)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.RegisterForDispose(source);
        return source.Token;
    }
}
