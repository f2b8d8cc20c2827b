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
    public void Map(string method, [StringSyntax("Route")] string pattern, RequestDelegate handler, params object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var endpoint = _endpoints.MapMethods(pattern, [method], handler);

        // A stream is meant to last: a time-out would cut it, and its duration says nothing about the server.
        _mapped.Add(endpoint.WithMetadata(new DisableRequestTimeoutAttribute(), new DisableHttpMetricsAttribute(), _services).WithMetadata(metadata));
    }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _mapped.ForEach(endpoint => endpoint.Add(convention));

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _mapped.ForEach(endpoint => endpoint.Finally(finallyConvention));
}
