using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Which of a method's parameters an identifier's template names.</summary>
internal static class IdentifierRules
{
    /// <summary>By the parameter's own name or by the one it has in the request; null symbol where none has it.</summary>
    public static (IParameterSymbol? Symbol, Binding? Binding) FindKey(
        string name,
        IEnumerable<(IParameterSymbol Symbol, Binding Binding)> parameters) =>
        parameters.FirstOrDefault(p => p.Binding.IsKey && (Same(p.Symbol.Name, name) || Same(p.Binding.WireName, name)));

    /// <summary>The first segment that names no parameter; null where all do.</summary>
    public static RoutePart? FindUnknown(IdentifierTemplate template, IReadOnlyList<(IParameterSymbol Symbol, Binding Binding)> parameters) =>
        template.Segments.FirstOrDefault(s => s.IsParameter && FindKey(s.Text, parameters).Symbol is null);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
