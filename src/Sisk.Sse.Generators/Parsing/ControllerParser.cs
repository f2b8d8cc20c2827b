using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the class that declares an endpoint.</summary>
internal static class ControllerParser
{
    public static ControllerModel Parse(INamedTypeSymbol type) => new(
        type.ContainingAssembly.Name,
        TypeNames.Of(type.ContainingNamespace),
        type.Name,
        OuterTypes(type),
        TypeNames.Bare(type),
        AccessRules.IsPublic(type),
        ControllerRules.HasNamesake(type),
        ConstructorParser.Parse(type));

    private static string OuterTypes(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? OuterTypes(outer) + outer.Name + "." : "";
}
