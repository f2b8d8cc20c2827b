using System;
using System.Collections.Generic;
using System.Globalization;

namespace Sisk.Sse.Generators.Model;

/// <summary>
/// A set of names that are taken. Case is ignored: some file systems ignore it, and fields begin with a lower-case letter.
/// </summary>
internal sealed class UniqueNames(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);

    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>Takes the names that are derived from a name. Returns that name, with a number if one of them was taken.</summary>
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

    /// <summary>Takes a name. Returns it, with a number if it was taken.</summary>
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
