using System;
using System.Collections.Generic;
using System.Globalization;

namespace Sisk.Sse.Generators.Model;

/// <summary>
/// Names that are taken. Names that differ in case alone count as one: they would be one file on some machines, and one field
/// once its first letter is small.
/// </summary>
internal sealed class UniqueNames(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);

    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>Returns the name, with a number after it where a name that is made of it is taken.</summary>
    public string Choose(string name, Func<string, string[]> derive)
    {
        var candidate = name;
        var derived = derive(candidate);
        for (var number = 2; Array.Exists(derived, _taken.Contains); number++)
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
            derived = derive(candidate);
        }

        _taken.UnionWith(derived);
        return candidate;
    }

    /// <summary>Returns the name, with a number after it where it is taken.</summary>
    public string Choose(string name)
    {
        var candidate = name;
        for (var number = 2; !TryTake(candidate); number++)
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
