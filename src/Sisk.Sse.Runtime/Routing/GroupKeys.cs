using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Routing;

/// <summary>
/// Rejects a push stream in a route group if its method reads a parameter of the group that its identifier does not name. Keys are fixed
/// at compile time, so a broadcast to <c>/tenants/a/orders/1</c> would reach order 1 of every tenant.
/// </summary>
internal static class GroupKeys
{
    /// <summary>Checks a push stream.</summary>
    /// <param name="builder">The endpoint, whose route begins with the group's.</param>
    /// <param name="pattern">The stream's own route.</param>
    /// <exception cref="InvalidOperationException">A parameter of the group is missing from the identifier.</exception>
    internal static void Check(EndpointBuilder builder, string pattern)
    {
        if (builder is not RouteEndpointBuilder { RoutePattern: var route }
            || builder.Metadata.OfType<StreamDescription>().LastOrDefault() is not { } stream)
        {
            return;
        }

        var own = RoutePatternFactory.Parse(pattern);
        foreach (var parameter in stream.Parameters.Where(
            static p => p is { Source: ParameterSource.Route or ParameterSource.RouteOrQuery, IsKey: false }))
        {
            if (route.GetParameter(parameter.Name) is not null && own.GetParameter(parameter.Name) is null)
            {
                throw new InvalidOperationException(
                    $"The stream '{pattern}' is mapped into a group with the parameter '{{{parameter.Name}}}', "
                    + "which is not in its identifier: broadcasts would reach every value of it. "
                    + $"Name it in the route's Identifier: Identifier = \"…/{{{parameter.Name}}}/…\".");
            }
        }
    }
}
