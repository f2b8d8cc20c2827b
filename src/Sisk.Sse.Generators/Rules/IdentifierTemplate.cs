using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The template of a connection's identifier: segments that are literal text or one parameter each.</summary>
/// <param name="Segments">The valid segments.</param>
/// <param name="Error">The first mistake; null for a valid template.</param>
internal sealed record IdentifierTemplate(IReadOnlyList<RoutePart> Segments, RouteError? Error)
{
    public static IdentifierTemplate Parse(string template)
    {
        var segments = new List<RoutePart>();
        var start = template.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;
        RouteError? error = null;
        foreach (var text in template.Substring(start).Split('/'))
        {
            var reason = Check(text, segments);
            if (reason is null)
            {
                segments.Add(Read(text));
            }
            else
            {
                error ??= new RouteError(reason, start, text.Length);
            }

            start += text.Length + 1;
        }

        return new IdentifierTemplate(segments, error);
    }

    /// <summary>Returns the default template, which consists of the parts of the route.</summary>
    public static IdentifierTemplate FromRoute(RouteTemplate route) => new([.. route.Segments.SelectMany(s => s)], null);

    private static RoutePart Read(string text) =>
        text[0] == '{' ? new RoutePart(text.Substring(1, text.Length - 2)) { IsParameter = true } : new RoutePart(text);

    private static string? Check(string text, List<RoutePart> before)
    {
        if (text.Length == 0)
        {
            return "has an empty segment";
        }

        var isParameter = text.Length > 2 && text[0] == '{' && text[text.Length - 1] == '}';
        var inner = isParameter ? text.Substring(1, text.Length - 2) : text;
        if (inner.IndexOfAny(['{', '}']) >= 0)
        {
            return "has a segment that is neither literal text nor one whole '{parameter}'";
        }

        return isParameter && before.Any(s => s.IsParameter && s.Text == inner) ? $"names '{inner}' twice" : null;
    }
}
