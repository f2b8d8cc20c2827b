using System;
using System.Text;

namespace Sisk.Sse.Contracts;

/// <summary>Route templates as clients fill them: without constraints and defaults.</summary>
internal static class RouteText
{
    /// <summary>
    /// <c>/orders/{id:int?}</c> gives <c>/orders/{id}</c>. Characters of literal text that mean something else in a URL, and braces, are escaped.
    /// </summary>
    public static string Simplify(string route) => Rewrite(route, static (name, _) => name);

    /// <summary>Returns a template with other parameters in its braces, and with escaped literal text.</summary>
    /// <param name="route">The template.</param>
    /// <param name="write">
    /// Returns the content of a parameter's braces. It gets the name, with the asterisks before it, and whether the path may lack the parameter.
    /// </param>
    public static string Rewrite(string route, Func<string, bool, string> write)
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
                var name = route.Substring(start, nameEnd - start);
                var mayBeMissing = name.StartsWith("*", StringComparison.Ordinal) || MayBeMissing(route.Substring(nameEnd, i - nameEnd));
                text.Append('{').Append(write(name, mayBeMissing)).Append('}');
            }
            else
            {
                text.Append(route[i] switch { '#' => "%23", '%' => "%25", var other => other.ToString() });
            }
        }

        return text.ToString();
    }

    /// <summary>Determines whether constraints end in a question mark, or in a default: an equals sign outside of their arguments.</summary>
    private static bool MayBeMissing(string constraints)
    {
        var depth = 0;
        foreach (var character in constraints)
        {
            depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (character == '=' && depth <= 0)
            {
                return true;
            }
        }

        return constraints.EndsWith("?", StringComparison.Ordinal);
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
