using Microsoft.AspNetCore.Routing.Patterns;

namespace Sisk.Sse.Routing;

/// <summary>The paths that a route accepts, as a text.</summary>
internal static class RouteShape
{
    /// <summary>Returns a text that is the same for routes that accept the same paths. The names of parameters do not matter.</summary>
    internal static string Of(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(static segment => string.Concat(segment.Parts.Select(Of))));

    private static string Of(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{parameter.ParameterKind}:{string.Join(':', parameter.ParameterPolicies.Select(static policy => policy.Content))}}}",
        _ => "",
    };
}
