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

        return DecodeRaw(context, name, value) ?? value.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Decodes the raw text of a value; null if it is unknown, or if a middleware has rewritten the path.</summary>
    private static string? DecodeRaw(HttpContext context, string name, string value)
    {
        if (GetRawValue(context, name, out var isWhole) is not { } raw)
        {
            return null;
        }

        if (!isWhole)
        {
            return DecodePart(raw, value);
        }

        return Uri.UnescapeDataString(EscapeEncodedSlashes(raw)) == value ? Uri.UnescapeDataString(raw) : null;
    }

    /// <summary>Decodes a value that is a part of its segment; null if the segment does not contain it.</summary>
    private static string? DecodePart(string segment, string value)
    {
        var start = Uri.UnescapeDataString(EscapeEncodedSlashes(segment)).IndexOf(value, StringComparison.Ordinal);

        // A raw segment has no slash. Three of them keep the place of an encoded one.
        return start < 0
            ? null
            : Uri.UnescapeDataString(segment.Replace(EncodedSlash, "///", StringComparison.OrdinalIgnoreCase))
                .Substring(start, value.Length)
                .Replace("///", "/", StringComparison.Ordinal);
    }

    private static string EscapeEncodedSlashes(string raw) =>
        raw.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal);

    /// <summary>
    /// Gets the part of the raw target that a parameter matched. If other parts of the route share its segment, this is the whole segment.
    /// </summary>
    private static string? GetRawValue(HttpContext context, string name, out bool isWhole)
    {
        isWhole = false;
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
            var parts = pattern.PathSegments[i].Parts;
            if (parts.OfType<RoutePatternParameterPart>().FirstOrDefault(part => IsNamed(part, name)) is { } part)
            {
                isWhole = parts.Count == 1;
                return part.IsCatchAll ? string.Join('/', path[(first + i)..]) : path[first + i];
            }
        }

        return null;
    }

    private static bool IsNamed(RoutePatternParameterPart part, string name) =>
        string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase);
}
