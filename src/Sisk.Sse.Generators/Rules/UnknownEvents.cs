using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Recognizes types that derive from a payload, but are not among its events.</summary>
internal static class UnknownEvents
{
    /// <summary>Returns the consequence of sending such a value, as a clause; null for an event or an unrelated type.</summary>
    public static string? FindProblem(INamedTypeSymbol type, ITypeSymbol payload, IAssemblySymbol home)
    {
        if (type is not { TypeKind: TypeKind.Class, IsAbstract: false }
            || EventRules.IsFramework(payload)
            || JsonAttributes.HasConverter(payload)
            || JsonAttributes.IsPolymorphic(payload)
            || SymbolEqualityComparer.Default.Equals(type, payload)
            || EventRules.FindEvents(payload, home) is not { Count: > 0 } events
            || events.Contains(type, SymbolEqualityComparer.Default))
        {
            return null;
        }

        var bases = type.SelfAndBases().Skip(1).ToList();
        var known = bases.FindIndex(b => events.Contains(b, SymbolEqualityComparer.Default));
        return known < 0
            ? "sending it throws an exception"
            : bases.Take(known).Prepend(type).Any(HasProperties) ? $"only what '{bases[known].Name}' has is sent" : null;
    }

    private static bool HasProperties(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Any(p => p is { IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public });
}
