using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Model;

/// <summary>The names of a controller's streams in the contract.</summary>
internal static class StreamNames
{
    /// <summary>
    /// Returns a unique name for each method, even if case is ignored, since clients may not distinguish case. The first method of a name
    /// keeps it, and later ones get a number.
    /// </summary>
    /// <param name="methods">The names of the methods, sorted by name, route and HTTP method.</param>
    public static string[] Choose(IReadOnlyList<string> methods)
    {
        var taken = new UniqueNames();
        var isFirst = methods.Select((name, i) => (i == 0 || methods[i - 1] != name) && taken.TryTake(name)).ToArray();
        return [.. methods.Select((name, i) => isFirst[i] ? name : taken.Choose(name))];
    }
}
