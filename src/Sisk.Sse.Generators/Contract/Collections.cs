using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Arrays, lists and dictionaries.</summary>
internal static class Collections
{
    private const string Namespace = "System.Collections.Generic";

    /// <summary>Null for a type that is no collection.</summary>
    public static Shape? Find(ITypeSymbol type, TypeParser types)
    {
        if (type is IArrayTypeSymbol array)
        {
            return Shape.ArrayOf(types.Write(array.ElementType));
        }

        if (type is not INamedTypeSymbol named || JsonAttributes.FindConverter(named) is not null)
        {
            return null;
        }

        if ((Arguments(named, "IDictionary`2") ?? Arguments(named, "IReadOnlyDictionary`2")) is { } map)
        {
            return Shape.MapOf(types.Write(map.TypeArguments[1]));
        }

        return (Arguments(named, "IEnumerable`1") ?? Arguments(named, "IAsyncEnumerable`1")) is { } sequence
            ? Shape.ArrayOf(types.Write(sequence.TypeArguments[0]))
            : null;
    }

    private static INamedTypeSymbol? Arguments(INamedTypeSymbol type, string definition) =>
        type.Is(Namespace, definition) ? type : type.AllInterfaces.FirstOrDefault(i => i.Is(Namespace, definition));
}
