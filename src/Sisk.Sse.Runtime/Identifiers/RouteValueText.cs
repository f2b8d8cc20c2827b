using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Sisk.Sse.Identifiers;

/// <summary>
/// Decodes slashes in route values. ASP.NET Core decodes a path but for <c>%2F</c>, so that <c>%2F</c> and <c>%252F</c> arrive as the same text;
/// the request's own target tells them apart.
/// </summary>
internal static class RouteValueText
{
    private const string EncodedSlash = "%2F";

    /// <summary>Gets the text that the client encoded.</summary>
    internal static string Decode(HttpContext context, string name, string value)
    {
        if (!value.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        return Raw(context, name) is { } raw && Uri.UnescapeDataString(KeepSlashes(raw)) == value
            ? Uri.UnescapeDataString(raw)
            : value.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What ASP.NET Core leaves of the target: where it differs, something has rewritten the path.</summary>
    private static string KeepSlashes(string raw) => raw.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal);

    /// <summary>The part of the target that the parameter matched, if it is a segment of its own or the rest of the path.</summary>
    private static string? Raw(HttpContext context, string name)
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
            if (pattern.PathSegments[i].Parts is [RoutePatternParameterPart part] && string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return part.IsCatchAll ? string.Join('/', path[(first + i)..]) : path[first + i];
            }
        }

        return null;
    }
}
