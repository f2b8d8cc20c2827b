using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sisk.Sse.Binding;
using Sisk.Sse.Clients;
using Sisk.Sse.Inspection;
using Sisk.Sse.Log;
using Sisk.Sse.Publishing;
using Sisk.Sse.Routing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Sources;

namespace Sisk.Sse.CompilerServices;

/// <summary>Maps event streams, and takes conventions for all of them at once. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class EndpointsBuilder : IEndpointConventionBuilder
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

    /// <summary>Maps a push stream.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The route template.</param>
    /// <param name="stream">The description of the stream.</param>
    /// <param name="handler">Binds the parameters and calls the user's method.</param>
    /// <param name="call">A method that takes the parameters of the user's method first.</param>
    /// <param name="metadata">The attributes of the user's method.</param>
    public void MapPush(
        string method,
        [StringSyntax("Route")] string pattern,
        StreamDescription stream,
        Func<StreamRequest, Task> handler,
        Delegate call,
        params object[] metadata) =>
        Map(SessionKind.Push, method, pattern, stream, handler, call, metadata);

    /// <summary>Maps a pull stream.</summary>
    /// <inheritdoc cref="MapPush" path="/param"/>
    public void MapPull(
        string method,
        [StringSyntax("Route")] string pattern,
        StreamDescription stream,
        Func<StreamRequest, Task> handler,
        Delegate call,
        params object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.Settings.IsResumable)
        {
            MapResumable(method, pattern, stream, handler, call, metadata);
        }
        else
        {
            Map(SessionKind.Pull, method, pattern, stream, handler, call, metadata);
        }
    }

    /// <summary>Maps a handler of the imperative API.</summary>
    /// <inheritdoc cref="MapPush" path="/param"/>
    public void MapImperative(
        string method,
        [StringSyntax("Route")] string pattern,
        StreamDescription stream,
        Func<StreamRequest, Task> handler,
        Delegate call,
        params object[] metadata) =>
        Map(SessionKind.Imperative, method, pattern, stream, handler, call, metadata);

    /// <summary>Maps the JavaScript client of an assembly's streams, and its TypeScript declarations.</summary>
    /// <param name="pattern">The path of the module. It has no parameters and ends in ".js".</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <returns>A builder for conventions of both endpoints.</returns>
    /// <exception cref="ArgumentException">The pattern does not end in ".js", or has parameters.</exception>
    public IEndpointConventionBuilder MapClient(string pattern, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(assembly);
        return ClientEndpoints.Map(_endpoints, pattern, assembly);
    }

    /// <summary>Maps the page on which an operator looks at the streams of this server.</summary>
    /// <param name="pattern">The address of the page.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <returns>A builder for conventions of all endpoints of the page, such as a policy.</returns>
    /// <exception cref="InvalidOperationException">The page is mapped already.</exception>
    public IEndpointConventionBuilder MapInspector([StringSyntax("Route")] string pattern, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(assembly);
        return InspectorEndpoints.Map(_endpoints, pattern, assembly, _services, StreamMetadata.Of(_services));
    }

    /// <summary>Maps the endpoints by which other programs publish events. The application may be a host that serves no streams.</summary>
    /// <param name="endpoints">The builder that the routes are added to.</param>
    /// <param name="pattern">The address before the names of streams.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <param name="configure">Sets limits; null leaves the defaults.</param>
    /// <returns>A builder for conventions of the endpoints, such as a policy.</returns>
    /// <exception cref="InvalidOperationException">The application has not added its streams, or a limit is out of its range.</exception>
    public static IEndpointConventionBuilder MapPublisher(
        IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Assembly assembly,
        Action<EventStreamPublisherOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(assembly);
        return PublisherEndpoints.Map(endpoints, pattern, assembly, configure);
    }

    /// <summary>Maps a route whose handler takes the request as it is.</summary>
    internal void Map(string method, [StringSyntax("Route")] string pattern, RequestDelegate handler)
    {
        var host = _services.Host;
        MapRequest(method, pattern, context => StreamSession.RunAsync(
            context, host, SessionKind.Imperative, hasFilters: false, session => handler(session.Context)));
    }

    private void Map(
        SessionKind kind,
        string method,
        string pattern,
        StreamDescription stream,
        Func<StreamRequest, Task> handler,
        Delegate call,
        object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(handler);
        var endpoint = Map(
            kind,
            method,
            pattern,
            stream,
            (session, filters) => handler(new StreamRequest(session, stream, filters)),
            call,
            [stream, .. metadata]);
        if (kind is SessionKind.Push)
        {
            endpoint.Finally(endpoint => GroupKeys.Check(endpoint, pattern));
        }
    }

    private IEndpointConventionBuilder Map(
        SessionKind kind,
        string method,
        string pattern,
        StreamDescription stream,
        Func<StreamSession, StreamFilters?, Task> handler,
        Delegate call,
        object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(metadata);
        stream.Settings.Check(stream.Name);
        stream.HistoryBounds?.Check(stream.Name);
        var host = _services.Host;
        var endpoint = MapRequest(method, pattern, context =>
        {
            if (LastEventIdReader.Read(context.Request) == StreamEventId.End)
            {
                // The stream was closed permanently. A browser reconnects nevertheless, and 204 stops it.
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }

            var filters = StreamFilters.Of(context);
            return StreamSession.RunAsync(context, host, kind, hasFilters: filters is not null, session => handler(session, filters));
        });
        endpoint.Add(StreamFilters.Begin);
        endpoint.Finally(endpoint => StreamFilters.Complete(endpoint, call));
        _mapped.Add(endpoint.WithMetadata(metadata));
        return endpoint;
    }

    private IEndpointConventionBuilder MapRequest(string method, string pattern, RequestDelegate handler) =>
        _endpoints.MapMethods(pattern, [method], AntiforgeryCheck.Add(method, handler)).WithMetadata(StreamMetadata.Of(_services));

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
