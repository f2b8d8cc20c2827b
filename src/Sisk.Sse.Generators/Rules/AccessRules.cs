using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Who can see a type or a member.</summary>
internal static class AccessRules
{
    /// <summary>Whether generated code, which stands in a file and a type of its own, can name it.</summary>
    public static bool IsAccessible(ISymbol symbol) => Least(symbol) >= Accessibility.Internal;

    /// <summary>Whether other assemblies can name it.</summary>
    public static bool IsPublic(ISymbol symbol) => Least(symbol) == Accessibility.Public;

    private static Accessibility Least(ISymbol symbol) => symbol switch
    {
        IArrayTypeSymbol array => Least(array.ElementType),
        ITypeParameterSymbol or IDynamicTypeSymbol => Accessibility.Public,
        INamedTypeSymbol { IsFileLocal: true } => Accessibility.Private,
        INamedTypeSymbol type => Least(type),
        _ => Declared(symbol),
    };

    private static Accessibility Least(INamedTypeSymbol type)
    {
        var least = Declared(type);
        foreach (var argument in type.TypeArguments)
        {
            var other = Least(argument);
            least = other < least ? other : least;
        }

        return least;
    }

    private static Accessibility Declared(ISymbol symbol)
    {
        // "protected internal" is seen by the whole assembly, and outside of it only by derived types.
        var own = symbol.DeclaredAccessibility == Accessibility.ProtectedOrInternal ? Accessibility.Internal : symbol.DeclaredAccessibility;
        if (symbol.ContainingType is not { } container)
        {
            return own;
        }

        var outer = Least(container);
        return outer < own ? outer : own;
    }
}
