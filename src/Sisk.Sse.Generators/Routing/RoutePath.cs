namespace Sisk.Sse.Generators.Routing;

/// <summary>Joins a class's prefix and a method's template.</summary>
internal static class RoutePath
{
    /// <summary>Exactly one slash before each; "/" for nothing at all.</summary>
    public static string Join(string prefix, string template)
    {
        var (left, right) = (prefix.Trim('/'), template.TrimStart('/'));
        return left.Length == 0 || right.Length == 0 ? "/" + left + right : "/" + left + "/" + right;
    }
}
