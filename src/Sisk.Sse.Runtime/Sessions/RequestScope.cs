using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sisk.Sse.Sessions;

/// <summary>
/// Ends the scope of a request's services before the request ends, so that an open stream keeps no database connection or the like.
/// </summary>
internal static class RequestScope
{
    /// <summary>
    /// Disposes the services of the request's scope. Code that asks the request for services later gets them from a new scope.
    /// </summary>
    /// <remarks>Services that the application has put in place of the framework's are its own to dispose.</remarks>
    internal static ValueTask EndAsync(HttpContext context)
    {
        if (context is not DefaultHttpContext { ServiceScopeFactory: not null }
            || context.Features.Get<IServiceProvidersFeature>() is not RequestServicesFeature scope)
        {
            return ValueTask.CompletedTask;
        }

        context.Features.Set<IServiceProvidersFeature>(null);
        return scope.DisposeAsync();
    }
}
