using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Routing;

/// <summary>The routes of streams. Each belongs to one endpoint, or each request of it fails.</summary>
internal static class StreamRoutes
{
    /// <summary>Checks that no stream is mapped twice with the same route.</summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="policies">The policies that choose between endpoints with the same route.</param>
    /// <exception cref="InvalidOperationException">A stream is mapped twice.</exception>
    internal static void Check(IReadOnlyList<Endpoint> endpoints, IEnumerable<MatcherPolicy> policies)
    {
        MatcherPolicy[] choosing = [.. policies.Where(static policy => policy is not HttpMethodMatcherPolicy)];
        foreach (var same in endpoints.OfType<RouteEndpoint>().Where(static endpoint => StreamOf(endpoint) is not null).GroupBy(KeyOf))
        {
            Endpoint[] mapped = [.. same];
            if (mapped.Length > 1 && !Array.Exists(choosing, policy => Chooses(policy, mapped)))
            {
                throw MappedTwice(same.First());
            }
        }
    }

    /// <summary>Creates the exception for a stream that is mapped twice.</summary>
    internal static InvalidOperationException MappedTwice(RouteEndpoint endpoint) => new(
        $"The event stream {endpoint.RoutePattern.RawText} is mapped twice. "
        + "Call MapEventStreams() once, or on groups whose routes differ.");

    /// <summary>Returns true if a policy may tell the endpoints apart, for example by their hosts.</summary>
    private static bool Chooses(MatcherPolicy policy, Endpoint[] endpoints) =>
        (policy is INodeBuilderPolicy builder && builder.AppliesToEndpoints(endpoints))
        || (policy is IEndpointSelectorPolicy selector && selector.AppliesToEndpoints(endpoints));

    private static string? StreamOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StreamDescription>()?.Name;

    private static (string? Stream, string Methods, string Path, int Order) KeyOf(RouteEndpoint endpoint) => (
        StreamOf(endpoint),
        string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []),
        RouteShape.Of(endpoint.RoutePattern).ToUpperInvariant(),
        endpoint.Order);
}
