using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the constructor that creates a controller.</summary>
internal static class ConstructorRules
{
    /// <summary>Returns the marked constructor, or else the one with the most parameters; null if none can be called.</summary>
    public static IMethodSymbol? Choose(INamedTypeSymbol controller) => controller.InstanceConstructors
        .Where(c => AccessRules.IsAccessible(c) && !IsCopy(c))
        .OrderByDescending(IsMarked)
        .ThenByDescending(c => c.Parameters.Length)
        .FirstOrDefault();

    /// <summary>Returns the first <c>required</c> member that the chosen constructor does not set; null if there is none.</summary>
    public static ISymbol? FindRequired(INamedTypeSymbol controller)
    {
        if (controller is { IsStatic: true } or { TypeKind: not TypeKind.Class })
        {
            return null;
        }

        var required = controller.SelfAndBases().SelectMany(t => t.GetMembers()).FirstOrDefault(IsRequired);
        return required is null || (Choose(controller) is { } constructor && SetsRequiredMembers(constructor)) ? null : required;
    }

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>Determines whether a constructor sets all <c>required</c> members, so that its caller does not have to.</summary>
    public static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        constructor.FindAttribute("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") is not null;

    private static bool IsMarked(IMethodSymbol constructor) =>
        constructor.FindAttribute(KnownNamespaces.DependencyInjection, "ActivatorUtilitiesConstructorAttribute") is not null;

    /// <summary>Determines whether it is the constructor that <c>with</c> calls on a record.</summary>
    public static bool IsCopy(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord
        && constructor.Parameters is [var original]
        && SymbolEqualityComparer.Default.Equals(original.Type, constructor.ContainingType);
}
