using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// Recognizes types of data that System.Text.Json cannot write without a converter: it throws an exception, or loses the value.
/// </summary>
internal static class UnwritableValues
{
    /// <summary>The beginning of each problem.</summary>
    public const string Reason = "System.Text.Json does not write ";

    /// <summary>Returns the problem and the remedy, as the rest of a sentence; null if there is none.</summary>
    public static string? FindProblem(INamedTypeSymbol type) => type switch
    {
        { TypeArguments: [var key, _] } when IsMap(type) && !IsKey(key) =>
            $"{Reason}'{key.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' as the key of a dictionary. "
            + "Use a string, a number or an enum",
        _ when type.SelfAndBases().Any(t => t.Is("System", "Exception")) =>
            Reason + "exceptions that were thrown. Use a record with the message",
        _ when IsUnwritable(type) => $"{Reason}'{type.Name}'. Use its text",
        _ => null,
    };

    private static bool IsUnwritable(INamedTypeSymbol type) =>
        type.Is("System.Net", "IPAddress")
        || type.Is("System.Net", "IPEndPoint")
        || type.Is("System.Net", "IPNetwork")
        || type.Is("System.Numerics", "BigInteger")
        || type.Is("System.Globalization", "CultureInfo");

    private static bool IsMap(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsNamed("System.Collections", orNested: true)
        && type.AllInterfaces.Prepend(type).Any(t => t.MetadataName is "IDictionary`2" or "IReadOnlyDictionary`2");

    private static bool IsKey(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Object or SpecialType.System_String or SpecialType.System_DateTime
            or (>= SpecialType.System_Boolean and <= SpecialType.System_Double)
        || type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter or TypeKind.Error or TypeKind.Dynamic
        || JsonAttributes.HasConverter(type)
        || (type.ContainingNamespace.IsNamed("System")
            && type.MetadataName is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Version"
                or "Half" or "Int128" or "UInt128");
}
