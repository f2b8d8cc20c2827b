using System;
using System.Collections.Generic;
using System.Globalization;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The names that are reserved in tuples.</summary>
internal static class TupleNames
{
    private const string Item = "Item";

    private static readonly HashSet<string> _members = ["CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString"];

    /// <summary>Determines whether an element can have a name. Only the second element can be named <c>Item2</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="position">The position of the element, from 1.</param>
    public static bool IsAllowed(string name, int position) =>
        !_members.Contains(name)
        && (!name.StartsWith(Item, StringComparison.Ordinal)
            || !int.TryParse(name.Substring(Item.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == position
            || name != Item + number.ToString(CultureInfo.InvariantCulture));
}
