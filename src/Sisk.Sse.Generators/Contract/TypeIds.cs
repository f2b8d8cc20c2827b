using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Formats the ids of types in the contract, such as "Shop.OrderEvent+Shipped" and "Shop.Page&lt;Shop.Item&gt;".</summary>
internal static class TypeIds
{
    public static string Of(ITypeSymbol type) => type switch
    {
        _ when type.IsNullableAnnotated() => Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) + "?",
        IArrayTypeSymbol array => Of(array.ElementType) + "[]",
        INamedTypeSymbol { SpecialType: SpecialType.None } named => OfNamed(named),
        _ => TypeNames.Of(type),
    };

    private static bool IsNullableAnnotated(this ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    private static string OfNamed(INamedTypeSymbol type)
    {
        var scope = type.ContainingType is { } outer
            ? OfNamed(outer) + "+"
            : TypeNames.Of(type.ContainingNamespace) is { Length: > 0 } space ? space + "." : "";
        return scope + type.Name + (type.TypeArguments.Length == 0 ? "" : "<" + string.Join(",", type.TypeArguments.Select(Of)) + ">");
    }
}
