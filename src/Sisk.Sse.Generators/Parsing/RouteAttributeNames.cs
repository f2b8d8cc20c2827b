using System;
using System.Collections.Generic;
using System.Linq;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>The names by which the code of a project can refer to the route attributes, including aliases.</summary>
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

        // An alias can refer to an alias of a later file, so this repeats until no name is new.
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

    /// <summary>Determines whether a name refers to a route attribute, with or without the suffix.</summary>
    public bool Contains(string name) => _names.Contains(name) || _names.Contains(name + "Attribute");
}
