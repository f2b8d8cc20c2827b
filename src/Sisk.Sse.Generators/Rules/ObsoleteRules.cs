using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Recognizes symbols that are obsolete as an error.</summary>
internal static class ObsoleteRules
{
    public static bool IsObsoleteAsError(ISymbol symbol) => symbol.GetAttributes().Any(IsObsoleteAsError);

    /// <summary>Determines whether an attribute is <c>[Obsolete("…", error: true)]</c>.</summary>
    public static bool IsObsoleteAsError(AttributeData attribute) =>
        attribute.AttributeClass.Is("System", "ObsoleteAttribute") && attribute.ConstructorArguments is [_, { Value: true }];
}
