using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Rules of accessibility.</summary>
internal static class AccessRules
{
    /// <summary>Determines whether code generated for the symbol's own assembly, in a file and a type of its own, can name it.</summary>
    public static bool IsAccessible(ISymbol symbol) => Least(symbol, null) >= Accessibility.Internal;

    /// <summary>
    /// Determines the same for code generated for <paramref name="home"/>, which may be another assembly than the symbol's.
    /// </summary>
    public static bool IsAccessible(ISymbol symbol, IAssemblySymbol home) => Least(symbol, home) >= Accessibility.Internal;

    /// <summary>Determines whether other assemblies can name it.</summary>
    public static bool IsPublic(ISymbol symbol) => Least(symbol, null) == Accessibility.Public;

    private static Accessibility Least(ISymbol symbol, IAssemblySymbol? home) => symbol switch
    {
        IArrayTypeSymbol array => Least(array.ElementType, home),
        ITypeParameterSymbol or IDynamicTypeSymbol => Accessibility.Public,
        INamedTypeSymbol type => Least(type, home),
        _ => Declared(symbol, home),
    };

    private static Accessibility Least(INamedTypeSymbol type, IAssemblySymbol? home)
    {
        if (type.IsFileLocal)
        {
            return Accessibility.Private;
        }

        var least = Declared(type, home);
        foreach (var argument in type.TypeArguments)
        {
            var other = Least(argument, home);
            least = other < least ? other : least;
        }

        return least;
    }

    private static Accessibility Declared(ISymbol symbol, IAssemblySymbol? home)
    {
        // "protected internal" is seen by the whole assembly, and outside of it only by derived types.
        var own = symbol.DeclaredAccessibility == Accessibility.ProtectedOrInternal ? Accessibility.Internal : symbol.DeclaredAccessibility;
        if (own == Accessibility.Internal && !IsOpenTo(symbol.ContainingAssembly, home))
        {
            return Accessibility.Private;
        }

        if (symbol.ContainingType is not { } container)
        {
            return own;
        }

        var outer = Least(container, home);
        return outer < own ? outer : own;
    }

    /// <summary>Determines whether an assembly shows its internals to another.</summary>
    private static bool IsOpenTo(IAssemblySymbol? assembly, IAssemblySymbol? home) =>
        assembly is null || home is null || SymbolEqualityComparer.Default.Equals(assembly, home) || assembly.GivesAccessTo(home);
}
