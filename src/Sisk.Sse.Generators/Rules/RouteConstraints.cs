using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The route constraints of ASP.NET Core, and the values that they accept.</summary>
internal static class RouteConstraints
{
    private static readonly HashSet<string> _plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "int", "bool", "datetime", "decimal", "double", "float", "guid", "long", "alpha", "required", "file", "nonfile",
    };

    /// <summary>An example of each constraint with arguments.</summary>
    private static readonly Dictionary<string, string> _forms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["minlength"] = "minlength(1)",
        ["maxlength"] = "maxlength(20)",
        ["length"] = "length(1,20)",
        ["min"] = "min(1)",
        ["max"] = "max(100)",
        ["range"] = "range(1,100)",
        ["regex"] = "regex(^[a-z]+$)",
    };

    public static bool IsKnown(string constraint) =>
        Split(constraint).Name is var name && (_plain.Contains(name) || _forms.ContainsKey(name));

    /// <summary>Returns the constraint that was probably meant; null if unknown, and empty if none is needed.</summary>
    public static string? Suggest(string constraint) => constraint.ToLowerInvariant() switch
    {
        "integer" or "int32" or "number" or "short" or "int16" or "ushort" or "uint16" or "byte" or "sbyte" => "int",
        "int64" or "uint" or "uint32" or "ulong" or "uint64" => "long",
        "uuid" => "guid",
        "boolean" => "bool",
        "date" or "dateonly" or "datetimeoffset" => "datetime",
        "single" => "float",
        "string" or "str" or "text" => "",
        _ => null,
    };

    /// <summary>Returns an example of a known constraint whose arguments are wrong; null if they are right.</summary>
    public static string? FindForm(string constraint)
    {
        var (name, text) = Split(constraint);
        if (_plain.Contains(name))
        {
            return string.IsNullOrEmpty(text) ? null : name;
        }

        if (string.Equals(name, "regex", StringComparison.OrdinalIgnoreCase))
        {
            return text is not null && IsRegex(text) ? null : _forms[name];
        }

        var numbers = (text ?? "").Split(',').Select(Number).ToArray();
        var isRight = name.ToLowerInvariant() switch
        {
            "min" or "max" => numbers is [not null],
            "range" => numbers is [{ } from, { } to] && from <= to,
            "length" => numbers is [>= 0] || (numbers is [>= 0 and var from, { } to] && from <= to),
            _ => numbers is [>= 0],
        };
        return isRight ? null : _forms[name];
    }

    /// <summary>Determines whether the constraint accepts no value of the type.</summary>
    public static bool Contradicts(string constraint, ITypeSymbol type) => Split(constraint).Name.ToLowerInvariant() switch
    {
        "int" or "long" or "min" or "max" or "range" => IsBool(type) || IsGuid(type),
        "guid" => IsBool(type) || IsInteger(type) || type.SpecialType == SpecialType.System_Decimal,
        "bool" => IsGuid(type) || IsInteger(type) || IsTime(type) || IsReal(type),
        "decimal" or "double" or "float" => IsBool(type),
        "datetime" => IsBool(type) || IsGuid(type),
        "alpha" => IsInteger(type) || type.SpecialType == SpecialType.System_Decimal,
        _ => false,
    };

    /// <summary>Returns the constraint for values of a type; null if there is none.</summary>
    public static string? Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => "int",
        SpecialType.System_Int64 => "long",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Double => "double",
        SpecialType.System_Single => "float",
        SpecialType.System_DateTime => "datetime",
        _ => IsGuid(type) ? "guid" : null,
    };

    /// <summary>Returns the constraint for a type, or the narrowest one that accepts all of its values; null if there is none.</summary>
    public static string? Nearest(ITypeSymbol type) => Of(type) ?? type.SpecialType switch
    {
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 => "int",
        SpecialType.System_UInt32 => "long",
        _ when type.Is("System", "DateTimeOffset") || type.Is("System", "DateOnly") => "datetime",
        _ => null,
    };

    private static (string Name, string? Arguments) Split(string constraint)
    {
        var open = constraint.IndexOf('(');
        return open >= 0 && constraint.EndsWith(")", StringComparison.Ordinal)
            ? (constraint.Substring(0, open), constraint.Substring(open + 1, constraint.Length - open - 2))
            : (constraint, null);
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsBool(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean;

    private static bool IsGuid(ITypeSymbol type) => type.Is("System", "Guid");

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool IsReal(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single;

    private static bool IsTime(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_DateTime
        || type.Is("System", "DateTimeOffset")
        || type.Is("System", "DateOnly")
        || type.Is("System", "TimeOnly")
        || type.Is("System", "TimeSpan");
}
