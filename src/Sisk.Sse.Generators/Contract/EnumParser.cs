using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads an enumeration as System.Text.Json writes it: by number, or by name.</summary>
internal static class EnumParser
{
    public static ContractType Parse(INamedTypeSymbol type, string id, JsonSettings settings)
    {
        // The serializer prefers the converter of its options, and so its policy, to that of the type.
        var isText = settings.HasTextEnums || JsonAttributes.HasConverter(type);
        return new(id, Values: Parse(type, isText, name => isText ? settings.NameOfValue(name) : name));
    }

    private static EnumValues Parse(INamedTypeSymbol type, bool isText, Func<string, string> nameOf) => new(
        isText,
        type.FindAttribute("System", "FlagsAttribute") is not null,
        type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .OrderBy(field => Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture))
            .ThenBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => new EnumMember(
                field.Name,
                JsonAttributes.FindEnumName(field) ?? nameOf(field.Name),
                Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)))
            .ToEquatableArray());
}
