using System;
using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The names by which a project may write the route attributes: their own, and those that aliases give them.</summary>
internal sealed class RouteAttributeNames
{
    private readonly HashSet<string> _names = new(["RouteGetAttribute", "RoutePostAttribute"], StringComparer.Ordinal);

    private RouteAttributeNames()
    {
    }

    public static RouteAttributeNames In(IEnumerable<SourceFile> files)
    {
        var names = new RouteAttributeNames();
        var aliases = files.SelectMany(f => f.Aliases).ToArray();

        // An alias can stand for another, of a file that comes later: until there is nothing new.
        bool isNew;
        do
        {
            isNew = false;
            foreach (var alias in aliases)
            {
                isNew |= names._names.Contains(alias.Target) && names._names.Add(alias.Name);
            }
        }
        while (isNew);

        return names;
    }

    /// <summary>The compiler tries a name as it is and with the suffix.</summary>
    public bool Contains(string name) => _names.Contains(name) || _names.Contains(name + "Attribute");
}
