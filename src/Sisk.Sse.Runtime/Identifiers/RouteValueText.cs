using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Sisk.Sse.Identifiers;

/// <summary>
/// Decodes slashes in route values. ASP.NET Core decodes everything in a path except <c>%2F</c>, so <c>%2F</c> and <c>%252F</c> become the
/// same text. The raw request target distinguishes them.
/// </summary>
internal static class RouteValueText
{
    private const string EncodedSlash = "%2F";

    /// <summary>Decodes a route value completely.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The name of the route parameter.</param>
    /// <param name="value">The route value, as ASP.NET Core decoded it.</param>
    /// <returns>The text that the client encoded.</returns>
    internal static string Decode(HttpContext context, string name, string value)
    {
        if (!value.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        // If the raw text decodes to something else, a middleware has rewritten the path.
        return GetRawValue(context, name) is { } raw && Uri.UnescapeDataString(EscapeEncodedSlashes(raw)) == value
            ? Uri.UnescapeDataString(raw)
            : value.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase);
    }

    private static string EscapeEncodedSlashes(string raw) =>
        raw.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal);

    /// <summary>
    /// Gets the part of the raw target that a parameter matched; null if the parameter is not a whole segment or a catch-all.
    /// </summary>
    private static string? GetRawValue(HttpContext context, string name)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern: var pattern }
            || context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { Length: > 0 } target
            || target[0] != '/')
        {
            return null;
        }

        var path = target.Split('?', 2)[0].Split('/');
        var first = 1 + context.Request.PathBase.Value!.Count(static c => c == '/');
        for (var i = 0; i < pattern.PathSegments.Count && first + i < path.Length; i++)
        {
            if (pattern.PathSegments[i].Parts is [RoutePatternParameterPart part]
                && string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return part.IsCatchAll ? string.Join('/', path[(first + i)..]) : path[first + i];
            }
        }

        return null;
    }
}
