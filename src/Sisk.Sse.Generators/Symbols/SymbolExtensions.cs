using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>Extension methods of symbols. They recognize types by name, without a look-up in the compilation.</summary>
internal static class SymbolExtensions
{
    /// <summary>Determines whether a type has a namespace and a metadata name, such as <c>EventStream`1</c>.</summary>
    public static bool Is(this ITypeSymbol? type, string containingNamespace, string metadataName) =>
        type is not null
        && HasMetadataName(type, metadataName)
        && type.ContainingType is null
        && type.ContainingNamespace.IsNamed(containingNamespace);

    /// <summary>Compares the metadata name. Roslyn would create the name of a generic type at each call.</summary>
    private static bool HasMetadataName(ITypeSymbol type, string name)
    {
        var arity = type is INamedTypeSymbol named ? named.Arity : 0;
        return arity == 0
            ? type.Name == name
            : name.Length == type.Name.Length + 2
                && arity < 10
                && name[name.Length - 1] == '0' + arity
                && name[name.Length - 2] == '`'
                && name.StartsWith(type.Name, StringComparison.Ordinal);
    }

    /// <summary>Determines whether a namespace has a name, or with <paramref name="orNested"/>, is within the one of that name.</summary>
    public static bool IsNamed(this INamespaceSymbol? symbol, string name, bool orNested = false)
    {
        for (; symbol is { IsGlobalNamespace: false }; symbol = symbol.ContainingNamespace)
        {
            if (Matches(symbol, name))
            {
                return true;
            }

            if (!orNested)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Determines whether the type comes from another assembly with a strong name, as all types of the framework do. The namespace is not
    /// enough, since projects can declare types in <c>System</c>, too.
    /// </summary>
    public static bool IsImportedSigned(this ITypeSymbol type) =>
        type.ContainingAssembly is { Identity.IsStrongName: true } and not ISourceAssemblySymbol;

    public static AttributeData? FindAttribute(this ISymbol symbol, string containingNamespace, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(containingNamespace, name));

    /// <summary>Returns a named argument of an attribute; null if it is not given.</summary>
    public static object? Property(this AttributeData attribute, string name)
    {
        var constant = attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value;
        return constant.Kind == TypedConstantKind.Array ? null : constant.Value;
    }

    /// <summary>Returns the first argument of an attribute; null if it is not text.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] ? text : null;

    /// <summary>Returns a type and its bases, except <c>object</c>. The type itself is first.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = DeclaredBase.Of(current))
        {
            yield return current;
        }
    }

    /// <summary>Returns all types within a namespace or a type. Outer types come before nested ones.</summary>
    public static IEnumerable<INamedTypeSymbol> AllTypes(this INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(member => member switch
        {
            INamespaceSymbol inner => inner.AllTypes(),
            INamedTypeSymbol type => type.AllTypes().Prepend(type),
            _ => [],
        });

    /// <summary>Returns the <c>T</c> of <c>T?</c> for a value type; the type itself for any other.</summary>
    public static ITypeSymbol UnwrapNullable(this ITypeSymbol type) =>
        type.IsNullableValue() ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    /// <summary>Determines whether the type is <c>T?</c> of a value type.</summary>
    public static bool IsNullableValue(this ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Determines whether the compiler reports an error for the type or a part of it.</summary>
    public static bool HasError(this ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => array.ElementType.HasError(),
        INamedTypeSymbol named => named.TypeArguments.Any(HasError),
        _ => false,
    };

    private static bool Matches(INamespaceSymbol symbol, string name)
    {
        var end = name.Length;
        while (!symbol.IsGlobalNamespace)
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return symbol.ContainingNamespace.IsGlobalNamespace;
            }

            if (name[start - 1] != '.')
            {
                return false;
            }

            end = start - 1;
            symbol = symbol.ContainingNamespace;
        }

        return false;
    }
}
