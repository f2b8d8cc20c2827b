using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Sisk.Sse.Infrastructure;

/// <summary>Maps event streams, and takes conventions for all of them at once. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EndpointsBuilder : IEndpointConventionBuilder
{
    private readonly IEndpointRouteBuilder _endpoints;
    private readonly PushServices _services;
    private readonly List<IEndpointConventionBuilder> _mapped = [];

    /// <summary>Begins to map into an application or a group.</summary>
    /// <exception cref="InvalidOperationException"><c>AddEventStreams()</c> was not called.</exception>
    public EndpointsBuilder(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        _services = PushServices.From(endpoints.ServiceProvider);
        _endpoints = endpoints;
    }

    /// <summary>Maps one stream.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="handler">Binds the parameters.</param>
    /// <param name="call">Takes the parameters of the user's method, and then some of its own.</param>
    /// <param name="metadata">What the stream is, and the attributes of the user's method.</param>
    public void Map(string method, [StringSyntax("Route")] string pattern, StreamHandler handler, Delegate call, params object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(metadata);
        var endpoint = Map(
            method, pattern, context => RequestParts.HasEnded(context) ? Task.CompletedTask : handler(context, StreamFilters.Of(context)));
        endpoint.Add(StreamFilters.Begin);
        endpoint.Finally(endpoint => StreamFilters.Complete(endpoint, call));
        _mapped.Add(endpoint.WithMetadata(metadata));
    }

    /// <summary>Maps a route that takes the request as it is.</summary>
    internal IEndpointConventionBuilder Map(string method, [StringSyntax("Route")] string pattern, RequestDelegate handler) =>

        // A stream is meant to last: a time-out would cut it, and its duration says nothing about the server.
        _endpoints.MapMethods(pattern, [method], handler)
            .WithMetadata(new DisableRequestTimeoutAttribute(), new DisableHttpMetricsAttribute(), _services);

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention)
    {
        ArgumentNullException.ThrowIfNull(convention);
        convention += StreamFilters.Take;
        _mapped.ForEach(endpoint => endpoint.Add(convention));
    }

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _mapped.ForEach(endpoint => endpoint.Finally(finallyConvention));
}
