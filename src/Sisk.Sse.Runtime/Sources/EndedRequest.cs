using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Sources;

/// <summary>Copies a request that is about to end, since the server reuses its objects for other requests.</summary>
internal static class EndedRequest
{
    /// <summary>Copies the values of a request.</summary>
    internal static HttpRequest Copy(HttpContext context)
    {
        var request = context.Request;
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = request.Protocol,
            Scheme = request.Scheme,
            Method = request.Method,
            PathBase = request.PathBase,
            Path = request.Path,
            QueryString = request.QueryString.Value ?? "",
            RawTarget = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "",
            Headers = Copy(request.Headers),
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature { StatusCode = context.Response.StatusCode });
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpRequestLifetimeFeature>(
            new HttpRequestLifetimeFeature { RequestAborted = new CancellationToken(canceled: true) });
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            ConnectionId = context.Connection.Id,
            RemoteIpAddress = context.Connection.RemoteIpAddress,
            RemotePort = context.Connection.RemotePort,
            LocalIpAddress = context.Connection.LocalIpAddress,
            LocalPort = context.Connection.LocalPort,
        });
        var copy = new DefaultHttpContext(features)
        {
            User = context.User,
            TraceIdentifier = context.TraceIdentifier,
            Items = new Dictionary<object, object?>(context.Items),
            ServiceScopeFactory = ScopesOf(context),
        };
        copy.SetEndpoint(context.GetEndpoint());
        copy.Request.RouteValues = new RouteValueDictionary(request.RouteValues);
        return copy.Request;
    }

    /// <summary>Disposes the service scope of a copy, if it has created one.</summary>
    internal static void Dispose(HttpRequest? copy) =>
        (copy?.HttpContext.Features.Get<IServiceProvidersFeature>() as IDisposable)?.Dispose();

    /// <summary>
    /// Gets the factory of the application's scopes. The request's own services may be disposed: a middleware may have replaced them until
    /// its end, which comes before that of the source.
    /// </summary>
    private static IServiceScopeFactory ScopesOf(HttpContext context) =>
        (context as DefaultHttpContext)?.ServiceScopeFactory ?? context.RequestServices.GetRequiredService<IServiceScopeFactory>();

    private static HeaderDictionary Copy(IHeaderDictionary headers)
    {
        var copy = new HeaderDictionary(headers.Count);
        foreach (var (name, values) in headers)
        {
            copy[name] = values;
        }

        return copy;
    }
}
