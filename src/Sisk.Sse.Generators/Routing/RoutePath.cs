using System;

namespace Sisk.Sse.Generators.Routing;

/// <summary>Joins a class's prefix and a method's template.</summary>
internal static class RoutePath
{
    /// <summary>
    /// Joins both with single slashes. The result begins with a slash. As in MVC, a template that begins with "~/" takes no prefix.
    /// </summary>
    public static string Join(string prefix, string template)
    {
        var isRooted = template.StartsWith("~/", StringComparison.Ordinal);
        var (left, right) = isRooted
            ? ("", template.Substring(2).TrimStart('/'))
            : (WithoutRoot(prefix).Trim('/'), template.TrimStart('/'));
        return left.Length == 0 || right.Length == 0 ? "/" + left + right : "/" + left + "/" + right;
    }

    private static string WithoutRoot(string prefix) => prefix.StartsWith("~/", StringComparison.Ordinal) ? prefix.Substring(1) : prefix;
}
