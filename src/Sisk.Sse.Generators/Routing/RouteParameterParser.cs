using System;
using System.Collections.Generic;

namespace Sisk.Sse.Generators.Routing;

/// <summary>Parses the text between the braces of a route parameter.</summary>
internal static class RouteParameterParser
{
    private static readonly char[] _invalidInName = ['/', '{', '}', '?', '*'];

    public static RoutePart Parse(string text)
    {
        var catchAll = text.StartsWith("**", StringComparison.Ordinal) ? 2 : text.StartsWith("*", StringComparison.Ordinal) ? 1 : 0;
        var (pieces, fallback) = Split(text.Substring(catchAll));
        var last = pieces[pieces.Count - 1];
        var isOptional = fallback is null && last.EndsWith("?", StringComparison.Ordinal);
        if (isOptional)
        {
            pieces[pieces.Count - 1] = last.Substring(0, last.Length - 1);
        }

        return new RoutePart(pieces[0])
        {
            IsParameter = true,
            IsCatchAll = catchAll > 0,
            IsOptional = isOptional,
            Default = fallback,
            Constraints = pieces.GetRange(1, pieces.Count - 1),
        };
    }

    /// <summary>Returns the reason why the parameter is invalid by itself; null if it is valid.</summary>
    public static string? Check(RoutePart parameter) => parameter switch
    {
        { Text.Length: 0 } => "has a parameter without a name. Add one",
        { IsCatchAll: true, IsOptional: true } => $"has an optional catch-all parameter '{parameter.Text}'. Remove the '?'",
        { IsOptional: false, Default: { } fallback } when fallback.EndsWith("?", StringComparison.Ordinal)
            => $"has a parameter '{parameter.Text}' that is optional and has a default. Remove the '?'",
        _ when parameter.Text.IndexOfAny(_invalidInName) >= 0
            => $"has an invalid parameter name '{parameter.Text}'. Use letters and digits",
        _ => null,
    };

    /// <summary>
    /// Splits the text at colons into the name and the constraints. The default follows the first '='. Text in parentheses is not split.
    /// </summary>
    private static (List<string> Pieces, string? Default) Split(string text)
    {
        var pieces = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case ':' when depth <= 0:
                    pieces.Add(text.Substring(start, i - start));
                    start = i + 1;
                    break;
                case '=' when depth <= 0:
                    pieces.Add(text.Substring(start, i - start));
                    return (pieces, text.Substring(i + 1));
            }
        }

        pieces.Add(text.Substring(start));
        return (pieces, null);
    }
}
