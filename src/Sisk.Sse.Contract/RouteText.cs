using System.Text;

namespace Sisk.Sse.Contracts;

/// <summary>Route templates as clients fill them: without constraints and defaults.</summary>
internal static class RouteText
{
    /// <summary>
    /// <c>/orders/{id:int?}</c> gives <c>/orders/{id}</c>. Characters of literal text that mean something else in a URL, and braces, are escaped.
    /// </summary>
    public static string Simplify(string route)
    {
        var text = new StringBuilder(route.Length + 1);
        if (!route.StartsWith("/", System.StringComparison.Ordinal))
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
                i = AppendParameter(text, route, i + 1);
            }
            else
            {
                _ = route[i] is '#' or '%' ? text.Append(route[i] == '#' ? "%23" : "%25") : text.Append(route[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Appends a parameter by its name alone, and returns the place of its closing brace.</summary>
    private static int AppendParameter(StringBuilder text, string route, int start)
    {
        text.Append('{');
        var end = start;
        for (; end < route.Length && route[end] is not (':' or '=' or '?' or '}'); end++)
        {
            text.Append(route[end]);
        }

        text.Append('}');
        return FindEnd(route, end);
    }

    /// <summary>The place of the closing brace: the last of an odd number of them.</summary>
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
