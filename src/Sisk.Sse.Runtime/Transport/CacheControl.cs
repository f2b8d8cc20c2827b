using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Session;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Transport;

/// <summary>
/// The <c>Cache-Control</c> header of a stream. Sessions, antiforgery tokens and renewed sign-in cookies replace it, most of them while the
/// response starts. A proxy may then compress the stream, and hold events back.
/// </summary>
internal sealed class CacheControl
{
    private const string Value = "no-store, no-transform";

    private readonly HttpResponse _response;
    private bool _isOurs;

    private CacheControl(HttpResponse response) => _response = response;

    /// <summary>
    /// Determines whether an application has services that replace the header. In others, idle connections need no memory for its return.
    /// </summary>
    internal static bool MayBeReplaced(IServiceProvider services) =>
        services.GetService<IServiceProviderIsService>() is not { } known
        || known.IsService(typeof(IAuthenticationService)) || known.IsService(typeof(ISessionStore))
        || known.IsService(typeof(IAntiforgery));

    /// <summary>Restores the header of a stream when its response starts. A second call does nothing.</summary>
    /// <remarks>Called before other middleware: the first callback is the last to run.</remarks>
    internal static void Keep(HttpContext context)
    {
        if (context.Features.Get<CacheControl>() is null)
        {
            var kept = new CacheControl(context.Response);
            context.Features.Set(kept);
            context.Response.OnStarting(static state => ((CacheControl)state).RestoreAsync(), kept);
        }
    }

    /// <summary>Sets the header, unless the application has set it.</summary>
    internal static void Set(HttpContext context)
    {
        if (context.Response.Headers.TryAdd("Cache-Control", Value) && context.Features.Get<CacheControl>() is { } kept)
        {
            kept._isOurs = true;
        }
    }

    private Task RestoreAsync()
    {
        // A response that has failed before its start belongs to an error page.
        if (_isOurs && ResponseHeader.IsEventStream(_response.ContentType))
        {
            _response.Headers.CacheControl = Value;
        }

        return Task.CompletedTask;
    }
}
