using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sisk.Sse.Routing;

/// <summary>The GET and DELETE routes of resumable streams, which belong to no other endpoint.</summary>
internal static class ResumeRoutes
{
    /// <summary>Marks the endpoint that resumes or stops a stream.</summary>
    /// <param name="Stream">The name of the stream.</param>
    internal sealed record Marker(string Stream);

    /// <summary>Checks that no other endpoint has the route of a resumable stream.</summary>
    /// <exception cref="InvalidOperationException">Another endpoint has the same route and HTTP method.</exception>
    internal static void Check(IReadOnlyList<Endpoint> endpoints)
    {
        // Each path is compared only with equal ones, or an application with thousands of endpoints would take seconds to start.
        var routes = endpoints.OfType<RouteEndpoint>()
            .ToLookup(static endpoint => RouteShape.Of(endpoint.RoutePattern), StringComparer.OrdinalIgnoreCase);
        foreach (var same in routes)
        {
            foreach (var resumed in same.Where(static endpoint => endpoint.Metadata.GetMetadata<Marker>() is not null))
            {
                Check(resumed, same);
            }
        }
    }

    /// <summary>Checks that no other endpoint has the HTTP method of the resumable stream.</summary>
    private static void Check(RouteEndpoint resumed, IEnumerable<RouteEndpoint> same)
    {
        var method = resumed.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0];
        if (same.FirstOrDefault(other => other != resumed && Clashes(resumed, other, method)) is { } other)
        {
            throw IsSame(resumed, other)
                ? StreamRoutes.MappedTwice(resumed)
                : new InvalidOperationException(
                    $"'{other.DisplayName}' has the route {method} {resumed.RoutePattern.RawText}, "
                    + "with which clients resume or stop a resumable stream. "
                    + "Change the route of one of them.");
        }
    }

    /// <summary>Determines whether both belong to one stream.</summary>
    private static bool IsSame(RouteEndpoint resumed, RouteEndpoint other) =>
        resumed.Metadata.GetMetadata<Marker>() == other.Metadata.GetMetadata<Marker>();

    /// <summary>Endpoints of the same route do not clash if their orders differ or one of them has hosts.</summary>
    private static bool Clashes(RouteEndpoint resumed, RouteEndpoint other, string method) =>
        other.Order == resumed.Order
        && other.Metadata.GetMetadata<IHostMetadata>() is null
        && resumed.Metadata.GetMetadata<IHostMetadata>() is null
        && other.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods
        && methods.HttpMethods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
