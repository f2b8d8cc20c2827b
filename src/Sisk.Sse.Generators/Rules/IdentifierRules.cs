using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the parameters of a method that an identifier's template names.</summary>
internal static class IdentifierRules
{
    /// <summary>By the parameter's own name or by the one it has in the request; null where none has it.</summary>
    public static BoundParameter? FindKey(string name, IEnumerable<BoundParameter> parameters) =>
        parameters.SelectMany(p => p.Values).FirstOrDefault(
            p => p.Binding.IsKey && p.IsReadable && (Same(p.Name, name) || Same(p.Binding.WireName, name)));

    /// <summary>Returns the first segment that names no parameter; null where all do.</summary>
    public static RoutePart? FindUnknown(IdentifierTemplate template, IReadOnlyList<BoundParameter> parameters) =>
        template.Segments.FirstOrDefault(s => s.IsParameter && FindKey(s.Text, parameters) is null);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
