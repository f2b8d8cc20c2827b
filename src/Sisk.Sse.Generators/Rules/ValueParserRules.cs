using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Which types can be read from a route, a query or a header, as minimal APIs read them.</summary>
internal static class ValueParserRules
{
    /// <summary>Null for a type whose values have no text.</summary>
    public static ValueParserModel? Find(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return new ValueParserModel("String", "");
        }

        var value = type.UnwrapNullable();
        var kind = value.TypeKind == TypeKind.Enum ? "Enum" : IsParsable(value) ? "Parsable" : null;
        var isNullable = !SymbolEqualityComparer.Default.Equals(value, type);
        return kind is null ? null : new ValueParserModel(isNullable ? "Nullable" + kind : kind, TypeNames.Bare(value));
    }

    private static bool IsParsable(ITypeSymbol type) => type.SpecialType switch
    {
        // Asked of nearly every endpoint, and long to answer by the list of interfaces.
        SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Boolean => true,
        SpecialType.System_Object => false,
        _ => type.AllInterfaces.Any(i =>
            i.MetadataName == "IParsable`1"
            && i.ContainingNamespace.IsNamed("System")
            && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type)),
    };
}
