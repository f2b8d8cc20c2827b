using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Model;

/// <summary>The names of a controller's streams in the contract.</summary>
internal static class StreamNames
{
    /// <summary>
    /// Returns a name for each method. The first of a name keeps it, unless it differs from an earlier one in case alone, which clients may
    /// not tell apart; others get a number that is free.
    /// </summary>
    /// <param name="methods">The names of the methods, sorted by name, route and HTTP method.</param>
    public static string[] Choose(IReadOnlyList<string> methods)
    {
        var taken = new UniqueNames();
        var isFirst = methods.Select((name, i) => (i == 0 || methods[i - 1] != name) && taken.TryTake(name)).ToArray();
        return [.. methods.Select((name, i) => isFirst[i] ? name : taken.Choose(name))];
    }
}
