using System.Collections.Generic;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>The parts of a route template: literal text, and parameters without their constraints.</summary>
internal readonly record struct RouteParts(string Text, bool IsParameter, bool KeepsSlashes)
{
    /// <summary>Without the slash at the start, so that the path of the client's base address stays.</summary>
    public static IEnumerable<RouteParts> Of(string route)
    {
        var rest = Contracts.RouteText.Simplify(route).Substring(1);
        while (rest.Length > 0)
        {
            var start = rest.IndexOf('{');
            if (start != 0)
            {
                yield return new RouteParts(start < 0 ? rest : rest.Substring(0, start), IsParameter: false, KeepsSlashes: false);
                rest = start < 0 ? "" : rest.Substring(start);
                continue;
            }

            var end = rest.IndexOf('}');
            var name = rest.Substring(1, end - 1);
            yield return new RouteParts(name.TrimStart('*'), IsParameter: true, name.StartsWith("**", System.StringComparison.Ordinal));
            rest = rest.Substring(end + 1);
        }
    }
}
