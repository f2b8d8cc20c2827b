using Microsoft.AspNetCore.Routing;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Sessions;

namespace Sisk.Sse;

/// <summary>The imperative API on an application: <c>app += new Route(…)</c> and <c>app.EventSources</c>.</summary>
public static class RouteBuilderExtensions
{
    extension<TBuilder>(TBuilder)
        where TBuilder : IEndpointRouteBuilder
    {
        /// <summary>Adds a route to an application or a group.</summary>
        /// <param name="endpoints">The application or the group.</param>
        /// <param name="route">The route.</param>
        /// <returns>The application or the group.</returns>
        /// <exception cref="ArgumentNullException">An operand is null.</exception>
        /// <exception cref="InvalidOperationException"><c>AddEventStreams()</c> was not called.</exception>
        public static TBuilder operator +(TBuilder endpoints, Route route)
        {
            ArgumentNullException.ThrowIfNull(endpoints);
            ArgumentNullException.ThrowIfNull(route);
            new EndpointsBuilder(endpoints).Map(route.Method.ToString().ToUpperInvariant(), route.Path, route.Handler);
            return endpoints;
        }
    }

    extension(IEndpointRouteBuilder server)
    {
        /// <summary>Gets the open event sources of the application that have an identifier.</summary>
        /// <exception cref="InvalidOperationException"><c>AddEventStreams()</c> was not called.</exception>
        public HttpEventSourceCollection EventSources => SessionHost.From(server.ServiceProvider).Collection;
    }
}
