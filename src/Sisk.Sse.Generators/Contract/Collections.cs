using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads arrays, memory, lists and dictionaries.</summary>
internal static class Collections
{
    private const string Namespace = "System.Collections.Generic";

    /// <summary>Returns the shape of a collection; null for any other type.</summary>
    public static Shape? Find(ITypeSymbol type, TypeParser types)
    {
        if (type is IArrayTypeSymbol array)
        {
            return Shape.ArrayOf(types.Write(array.ElementType));
        }

        if (type is INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", Arity: 1 } memory
            && memory.ContainingNamespace.IsNamed(nameof(System)))
        {
            return Shape.ArrayOf(types.Write(memory.TypeArguments[0]));
        }

        if (type is not INamedTypeSymbol named || !MayHaveInterfaces(named) || JsonAttributes.HasConverter(named))
        {
            return null;
        }

        var shape = FindItems(named, types);
        return shape is not null && NumberForms.IsPossible(shape) && JsonAttributes.FindNumberHandling(named) is { } handling
            ? NumberForms.Of(shape, handling)
            : shape;
    }

    private static Shape? FindItems(INamedTypeSymbol named, TypeParser types)
    {
        if ((Arguments(named, "IDictionary`2") ?? Arguments(named, "IReadOnlyDictionary`2")) is { } map)
        {
            return MapKeys.Describe(Shape.MapOf(types.Write(map.TypeArguments[1])), map.TypeArguments[0], types.Settings);
        }

        if ((Arguments(named, "IEnumerable`1") ?? Arguments(named, "IAsyncEnumerable`1")) is { } sequence)
        {
            return Shape.ArrayOf(types.Write(sequence.TypeArguments[0]));
        }

        return Implements(named, "IDictionary") ? Shape.MapOf(Shape.Any)
            : Implements(named, "IEnumerable") ? Shape.ArrayOf(Shape.Any)
            : null;
    }

    /// <summary>Determines whether a type can have other interfaces than that of every record. Collecting all of them is slow.</summary>
    private static bool MayHaveInterfaces(INamedTypeSymbol type)
    {
        var current = type;
        while (DeclaredBase.IsContainer(current))
        {
            current = current.ContainingType;
        }

        return current.TypeKind == TypeKind.Interface
            || current.SelfAndBases().Any(t => t.Interfaces.Any(i => !i.Is("System", "IEquatable`1")));
    }

    private static INamedTypeSymbol? Arguments(INamedTypeSymbol type, string definition) =>
        type.Is(Namespace, definition) ? type : type.AllInterfaces.FirstOrDefault(i => i.Is(Namespace, definition));

    /// <summary>Determines whether a type is a collection that is not generic, whose items have unknown types.</summary>
    private static bool Implements(INamedTypeSymbol type, string definition) =>
        type.Is("System.Collections", definition) || type.AllInterfaces.Any(i => i.Is("System.Collections", definition));
}
