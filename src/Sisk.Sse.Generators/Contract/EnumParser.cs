using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Reads an enumeration as System.Text.Json writes it: by number, or by name.</summary>
internal static class EnumParser
{
    public static ContractType Parse(INamedTypeSymbol type, string id, JsonSettings settings)
    {
        // The policy belongs to the converter of the options, which one on the type replaces.
        var hasConverter = JsonAttributes.FindConverter(type) is not null;
        return Parse(type, id, settings.HasTextEnums || hasConverter, name => hasConverter ? name : settings.NameOfValue(name));
    }

    private static ContractType Parse(INamedTypeSymbol type, string id, bool isText, Func<string, string> nameOf) => new(
        id,
        Values: new EnumValues(
            isText,
            type.FindAttribute("System", "FlagsAttribute") is not null,
            type.GetMembers().OfType<IFieldSymbol>()
                .Where(field => field.HasConstantValue)
                .OrderBy(field => Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture))
                .ThenBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => new EnumMember(
                    field.Name,
                    JsonAttributes.FindEnumName(field) ?? (isText ? nameOf(field.Name) : field.Name),
                    Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)))
                .ToEquatableArray()));
}
