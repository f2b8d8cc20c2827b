using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sisk.Sse.Binding;
using Sisk.Sse.Log;
using Sisk.Sse.Routing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Sources;

namespace Sisk.Sse.CompilerServices;

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
        params object[] metadata) =>
        Map(SessionKind.Pull, method, pattern, stream, handler, call, metadata);

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

    /// <summary>Maps a route whose handler takes the request as it is.</summary>
    internal void Map(string method, [StringSyntax("Route")] string pattern, RequestDelegate handler)
    {
        var host = _services.Host;
        MapRequest(method, pattern, context => StreamSession.RunAsync(
            context, host, SessionKind.Imperative, hasFilters: false, session => handler(session.Context)));
    }

    private void Map(SessionKind kind, string method, string pattern, StreamDescription stream, Func<StreamRequest, Task> handler, Delegate call, object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(metadata);
        stream.Settings.Check(stream.Name);
        var host = _services.Host;
        var endpoint = MapRequest(method, pattern, context =>
        {
            if (LastEventIdReader.Read(context.Request) == StreamEventId.End)
            {
                // The client was told not to come back, and does so all the same, as browsers do.
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }

            var filters = StreamFilters.Of(context);
            return StreamSession.RunAsync(
                context, host, kind, hasFilters: filters is not null, session => handler(new StreamRequest(session, stream, filters)));
        });
        endpoint.Add(StreamFilters.Begin);
        endpoint.Finally(endpoint => StreamFilters.Complete(endpoint, call));
        if (kind is SessionKind.Push)
        {
            endpoint.Finally(endpoint => GroupKeys.Check(endpoint, pattern));
        }

        _mapped.Add(endpoint.WithMetadata([stream, .. metadata]));
    }

    private IEndpointConventionBuilder MapRequest(string method, string pattern, RequestDelegate handler) =>
        _endpoints.MapMethods(pattern, [method], handler).WithMetadata(StreamMetadata.Of(_services));

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
