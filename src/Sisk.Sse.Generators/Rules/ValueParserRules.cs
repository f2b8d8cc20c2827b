using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Chooses the parser of a type for values from a route, a query or a header, as minimal APIs do.</summary>
internal static class ValueParserRules
{
    /// <summary>Returns the parser; null for a type that cannot be parsed.</summary>
    public static ValueParserModel? Find(ITypeSymbol type)
    {
        var value = type.UnwrapNullable();
        return FindKind(value) switch
        {
            null => null,
            (ValueParserKind.String or ValueParserKind.Uri) and { } kind => new ValueParserModel(kind),
            { } kind => new ValueParserModel(kind, TypeNames.Bare(value), type.IsNullableValue()),
        };
    }

    private static ValueParserKind? FindKind(ITypeSymbol type) => type switch
    {
        // The usual types of keys. A look at their interfaces would take longer.
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Boolean } => ValueParserKind.Parsable,
        { SpecialType: SpecialType.System_String } => ValueParserKind.String,
        { SpecialType: SpecialType.System_Object } => null,
        { TypeKind: TypeKind.Enum } => ValueParserKind.Enum,
        _ when IsParsable(type) => ValueParserKind.Parsable,
        _ when type.Is("System", "Uri") => ValueParserKind.Uri,
        _ => FindTryParse(type),
    };

    private static bool IsParsable(ITypeSymbol type) => type.AllInterfaces.Any(i =>
        i.MetadataName == "IParsable`1"
        && i.ContainingNamespace.IsNamed("System")
        && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    /// <summary>
    /// Finds a public static <c>TryParse</c> of a type that does not implement <c>IParsable</c>, such as <c>Version</c>.
    /// </summary>
    private static ValueParserKind? FindTryParse(ITypeSymbol type)
    {
        var methods = type.GetMembers("TryParse").OfType<IMethodSymbol>().Where(m =>
            m is { IsStatic: true, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public }
            && m.ReturnType.SpecialType == SpecialType.System_Boolean
            && m.Parameters is [{ Type.SpecialType: SpecialType.System_String }, .., { RefKind: RefKind.Out } output]
            && SymbolEqualityComparer.Default.Equals(output.Type, type)).ToList();
        return methods.Exists(m => m.Parameters is [_, var provider, _] && provider.Type.Is("System", "IFormatProvider"))
            ? ValueParserKind.CultureTryParse
            : methods.Exists(m => m.Parameters.Length == 2) ? ValueParserKind.TryParse : null;
    }
}
