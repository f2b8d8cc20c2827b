using System;
using System.Text;

namespace Sisk.Sse.Contracts;

/// <summary>Route templates as clients fill them: without constraints and defaults.</summary>
internal static class RouteText
{
    /// <summary>
    /// <c>/orders/{id:int?}</c> gives <c>/orders/{id}</c>. Characters of literal text that mean something else in a URL, and braces, are
    /// escaped.
    /// </summary>
    public static string Simplify(string route) => Rewrite(route, static parameter => parameter.Name);

    /// <summary>Returns a template with other parameters in its braces, and with escaped literal text.</summary>
    /// <param name="route">The template.</param>
    /// <param name="write">Returns the content of a parameter's braces.</param>
    public static string Rewrite(string route, Func<TemplateParameter, string> write)
    {
        var text = new StringBuilder(route.Length + 1);
        if (!route.StartsWith("/", StringComparison.Ordinal))
        {
            text.Append('/');
        }

        for (var i = 0; i < route.Length; i++)
        {
            var isDoubled = i + 1 < route.Length && route[i + 1] == route[i];
            if (route[i] is '{' or '}' && isDoubled)
            {
                text.Append(route[i] == '{' ? "%7B" : "%7D");
                i++;
            }
            else if (route[i] == '{')
            {
                var start = i + 1;
                var nameEnd = route.IndexOfAny([':', '=', '?', '}'], start) is >= 0 and var found ? found : route.Length;
                i = FindEnd(route, nameEnd);
                var parameter = new TemplateParameter(route.Substring(start, nameEnd - start), route.Substring(nameEnd, i - nameEnd));
                text.Append('{').Append(write(parameter)).Append('}');
            }
            else
            {
                text.Append(route[i] switch { '#' => "%23", '%' => "%25", var other => other.ToString() });
            }
        }

        return text.ToString();
    }

    /// <summary>Returns the place of the closing brace: the last of an odd number of them.</summary>
    private static int FindEnd(string route, int start)
    {
        for (var i = start; i < route.Length; i++)
        {
            if (route[i] is '{' or '}' && i + 1 < route.Length && route[i + 1] == route[i])
            {
                i++;
            }
            else if (route[i] == '}')
            {
                return i;
            }
        }

        return route.Length;
    }
}
