using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sisk.Sse.Protection;
using Sisk.Sse.Sessions;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Inspection;

/// <summary>Maps the page of the inspector with its files, its streams and its other requests.</summary>
internal static class InspectorEndpoints
{
    private static readonly ProtectedEndpoint _protection = new(
        "The event stream inspector shows identifiers, users and addresses, and closes connections.", "MapEventStreamInspector");

    /// <summary>Maps the inspector.</summary>
    /// <param name="endpoints">The builder that the routes are added to.</param>
    /// <param name="pattern">The address of the page.</param>
    /// <param name="assembly">The assembly that holds the contract.</param>
    /// <param name="services">The services of streams.</param>
    /// <param name="streamMetadata">The metadata of endpoints that are streams.</param>
    /// <returns>A builder for conventions of all its endpoints.</returns>
    /// <exception cref="InvalidOperationException">The inspector is mapped already.</exception>
    internal static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Assembly assembly,
        PushServices services,
        object[] streamMetadata)
    {
        var inspector = new Inspector(endpoints.ServiceProvider, services, assembly);
        var ping = endpoints.ServiceProvider.GetRequiredService<IOptions<EventStreamOptions>>().Value.PingInterval;
        var group = endpoints.MapGroup(pattern);
        Get("/", InspectorPage.Page());
        foreach (var (name, serve) in InspectorPage.Files(PingIntervalHeader.ToMilliseconds(ping)))
        {
            Get("/" + name, serve);
        }

        Get(InspectorContract.WatchRoute, inspector.WatchAsync).WithMetadata(streamMetadata);
        Get(InspectorContract.TailRoute, inspector.TailAsync).WithMetadata(streamMetadata);
        Get("/connections", Uncached(inspector.SearchAsync)).DisableCookieRedirect();
        Get("/targets", Uncached(inspector.DescribeAsync)).DisableCookieRedirect();
        group.MapMethods("/close", ["POST"], Uncached(inspector.CloseAsync)).DisableCookieRedirect();
        group.MapMethods("/send", ["POST"], Uncached(inspector.SendAsync)).DisableCookieRedirect();
        group.WithMetadata(_protection, new ExcludeFromDescriptionAttribute());
        return group;

        IEndpointConventionBuilder Get([StringSyntax("Route")] string path, RequestDelegate serve) =>
            group.MapMethods(path, ["GET"], serve);
    }

    private static RequestDelegate Uncached(RequestDelegate serve) => context =>
    {
        InspectorPage.Protect(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        return serve(context);
    };
}
