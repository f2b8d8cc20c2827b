using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the accessibility of symbols.</summary>
internal static class AccessRules
{
    /// <summary>Determines whether generated code in the symbol's own assembly can use it.</summary>
    public static bool IsAccessible(ISymbol symbol) => Least(symbol, null) >= Accessibility.Internal;

    /// <summary>
    /// Determines whether generated code in the assembly <paramref name="home"/> can use a symbol, which may be in another assembly.
    /// </summary>
    public static bool IsAccessible(ISymbol symbol, IAssemblySymbol home) => Least(symbol, home) >= Accessibility.Internal;

    /// <summary>Determines whether other assemblies can use a symbol.</summary>
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
        // The whole assembly can use a "protected internal" member. Outside of it, only derived types can.
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

    /// <summary>Determines whether the internal types of an assembly are visible to another.</summary>
    private static bool IsOpenTo(IAssemblySymbol? assembly, IAssemblySymbol? home) =>
        assembly is null || home is null || SymbolEqualityComparer.Default.Equals(assembly, home) || assembly.GivesAccessTo(home);
}
