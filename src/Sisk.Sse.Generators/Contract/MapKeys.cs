using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>The keys of dictionaries. System.Text.Json writes them as text, and those of an enumeration always by name.</summary>
internal static class MapKeys
{
    /// <summary>Adds to a map what is known of its keys.</summary>
    public static Shape Describe(Shape map, ITypeSymbol key, JsonSettings settings) => key switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum } type => HasNames(type, settings) ? map with { Keys = Names(type, settings) } : map,
        _ when Primitives.Find(key) is { Kind: ShapeKind.Text or ShapeKind.Integer or ShapeKind.Number } text =>
            map with { Name = text.Name },
        _ => map,
    };

    /// <summary>Combined values have names that are combined, and a converter of its own may choose any.</summary>
    private static bool HasNames(INamedTypeSymbol type, JsonSettings settings) =>
        type.FindAttribute("System", "FlagsAttribute") is null && (settings.HasTextEnums || !JsonAttributes.HasForeignConverter(type));

    private static EquatableArray<string> Names(INamedTypeSymbol type, JsonSettings settings) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(field => field.HasConstantValue)
        .Select(field => JsonAttributes.FindEnumName(field) ?? settings.NameOfKey(field.Name))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();
}
