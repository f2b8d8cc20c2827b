using System.Linq;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>The parts of a route by which the routes of two methods differ.</summary>
internal static class RouteKey
{
    public static string Verb(AnnotatedMethod method) => method.HasBody ? "POST" : "GET";

    /// <summary>Returns a text that is the same for routes that match the same requests.</summary>
    public static string Of(AnnotatedMethod method, string verb) =>
        verb + " " + Normalize(method.Route) + EndpointSelection.Describe(method.Symbol);

    /// <summary>
    /// Reduces a route to the parts that distinguish routes: literal text without its case, and the constraints of parameters.
    /// </summary>
    private static string Normalize(RouteTemplate route) =>
        string.Join("/", route.Segments.Select(s => string.Concat(s.Select(Normalize))));

    private static string Normalize(RoutePart part) => part.IsParameter
        ? "{" + (part.IsCatchAll ? "*" : "") + string.Join(":", part.Constraints) + "}"
        : part.Text.ToLowerInvariant();
}
