using System.Collections.Generic;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>The parts of a route template: literal text, and parameters without their constraints.</summary>
/// <param name="Text">The text, or the name of the parameter.</param>
/// <param name="IsParameter">True for a parameter.</param>
/// <param name="KeepsSlashes">True for a parameter whose slashes separate segments.</param>
/// <param name="MayBeMissing">True for a parameter that the path may lack.</param>
/// <param name="IsRest">True for a parameter that takes any number of segments.</param>
internal readonly record struct RouteParts(
    string Text, bool IsParameter = false, bool KeepsSlashes = false, bool MayBeMissing = false, bool IsRest = false)
{
    /// <summary>Splits a route, without its first slash, so that the path of the client's base address is kept.</summary>
    public static IEnumerable<RouteParts> Of(string route)
    {
        var rest = Contracts.RouteText.Rewrite(route, static part => part.Name + (part.MayBeMissing ? "?" : "")).Substring(1);
        while (rest.Length > 0)
        {
            var start = rest.IndexOf('{');
            if (start != 0)
            {
                yield return new RouteParts(start < 0 ? rest : rest.Substring(0, start));
                rest = start < 0 ? "" : rest.Substring(start);
                continue;
            }

            var end = rest.IndexOf('}');
            var name = rest.Substring(1, end - 1);
            yield return new RouteParts(
                name.TrimStart('*').TrimEnd('?'),
                IsParameter: true,
                name.StartsWith("**", System.StringComparison.Ordinal),
                name.EndsWith("?", System.StringComparison.Ordinal),
                name.StartsWith("*", System.StringComparison.Ordinal));
            rest = rest.Substring(end + 1);
        }
    }
}
