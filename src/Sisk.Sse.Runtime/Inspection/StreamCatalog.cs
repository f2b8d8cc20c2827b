using Microsoft.AspNetCore.Routing;
using Sisk.Sse.Clients;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Inspection;

/// <summary>The mapped streams of the application, each with its part of the contract.</summary>
internal sealed class StreamCatalog(Lazy<EndpointDataSource> endpoints, Lazy<StreamContract> contract)
{
    private readonly Lazy<IReadOnlyList<CatalogStream>> _streams = new(() =>
        [.. endpoints.Value.Endpoints.OfType<RouteEndpoint>()
            .Select(static endpoint => (Endpoint: endpoint, Description: endpoint.Metadata.GetMetadata<StreamDescription>()))
            .Where(static one => one.Description is not null)
            .DistinctBy(static one => one.Description!.Name)
            .Select(one => new CatalogStream(one.Description!, Find(contract.Value, one.Description!, one.Endpoint)))
            .OrderBy(static stream => stream.Description.Template, StringComparer.Ordinal)]);

    internal StreamContract Contract => contract.Value;

    internal IReadOnlyList<CatalogStream> Streams => _streams.Value;

    internal CatalogStream? Find(string? name) => Streams.FirstOrDefault(stream => stream.Description.Name == name);

    /// <summary>
    /// Finds a push stream by its name, and any other by its class and its route, since methods of one name are numbered otherwise in the
    /// contract. A group's prefix may come before the route.
    /// </summary>
    private static ContractStream? Find(StreamContract contract, StreamDescription description, RouteEndpoint endpoint)
    {
        if (description.ContractName.Length > 0)
        {
            return ContractStreams.FindPush(contract, description);
        }

        var type = description.Name[(description.Name.IndexOf('/') + 1)..description.Name.LastIndexOf('.')];
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        var path = Slashed(endpoint.RoutePattern.RawText ?? "");
        var streams = contract.Streams
            .Where(stream => methods.Contains(stream.Method) && path.EndsWith(Slashed(stream.Route), StringComparison.Ordinal))
            .OrderByDescending(static stream => stream.Route.Length)
            .ToArray();
        return Array.Find(streams, stream => Dotted(stream.Controller) == $"{type}@{description.Assembly}")
            ?? Array.Find(streams, stream => Dotted(stream.Controller) == type);
    }

    /// <summary>A nested class has a plus sign in the contract.</summary>
    private static string Dotted(string controller) => controller.Replace('+', '.');

    private static string Slashed(string route) => route.Trim('/') is { Length: > 0 } path ? $"/{path}/" : "/";
}
