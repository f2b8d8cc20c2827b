using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the parameters of a method that an identifier's template names.</summary>
internal static class IdentifierRules
{
    /// <summary>Finds a key by the name of the parameter or by its name in the request; null if there is none.</summary>
    public static BoundParameter? FindKey(string name, IEnumerable<BoundParameter> parameters) =>
        parameters.SelectMany(p => p.Values).FirstOrDefault(
            p => p.Binding.IsKey && p.IsReadable && (Same(p.Name, name) || Same(p.Binding.WireName, name)));

    /// <summary>Returns the first parameter of a template that the method does not have; null if there is none.</summary>
    public static RoutePart? FindUnknown(IdentifierTemplate template, IReadOnlyList<BoundParameter> parameters) =>
        template.Segments.FirstOrDefault(s => s.IsParameter && FindKey(s.Text, parameters) is null);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
