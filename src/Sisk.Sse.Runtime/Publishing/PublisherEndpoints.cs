using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Sisk.Sse.Clients;
using Sisk.Sse.Protection;

namespace Sisk.Sse.Publishing;

/// <summary>Maps the endpoints by which other programs publish events.</summary>
internal static class PublisherEndpoints
{
    private static readonly ProtectedEndpoint _protection = new(
        "The event stream publisher lets its clients send events to your users.", "MapEventStreamPublisher");

    /// <summary>Maps the endpoints.</summary>
    /// <param name="endpoints">The builder that the routes are added to.</param>
    /// <param name="pattern">The address before the names of streams.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <param name="configure">Sets limits; null leaves the defaults.</param>
    /// <returns>A builder for conventions of the endpoints.</returns>
    /// <exception cref="InvalidOperationException">The application has not added its streams, or a limit is out of its range.</exception>
    internal static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Assembly assembly,
        Action<EventStreamPublisherOptions>? configure)
    {
        var options = new EventStreamPublisherOptions();
        configure?.Invoke(options);
        options.Check();
        var publisher = new HttpPublisher(endpoints.ServiceProvider, assembly, options);
        var group = endpoints.MapGroup(pattern);
        group.MapMethods("/{stream}", ["POST"], publisher.PublishAsync);
        group.MapMethods(
            "/", ["GET"], new ClientModule("application/json", () => ClientEndpoints.FindDocument(assembly) ?? "{}").ServeAsync);
        group.WithMetadata(_protection, new ExcludeFromDescriptionAttribute());

        // A program would follow the redirect to a login page, and take that page for the answer to its events.
        group.DisableCookieRedirect();
        return group;
    }
}
