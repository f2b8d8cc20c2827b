using System.Text;

namespace Sisk.Sse.Contracts;

/// <summary>Route templates as clients fill them: without constraints and defaults.</summary>
internal static class RouteText
{
    /// <summary><c>/orders/{id:int?}</c> gives <c>/orders/{id}</c>. Doubled braces, within constraints alone, are skipped.</summary>
    public static string Simplify(string route)
    {
        var text = new StringBuilder(route.Length + 1);
        if (!route.StartsWith("/", System.StringComparison.Ordinal))
        {
            text.Append('/');
        }

        for (var i = 0; i < route.Length; i++)
        {
            text.Append(route[i]);
            if (route[i] != '{')
            {
                continue;
            }

            i++;
            for (; i < route.Length && route[i] is not (':' or '=' or '?' or '}'); i++)
            {
                text.Append(route[i]);
            }

            text.Append('}');
            i = FindEnd(route, i);
        }

        return text.ToString();
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
