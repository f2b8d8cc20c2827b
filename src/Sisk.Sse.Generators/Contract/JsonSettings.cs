using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// The settings that the application makes on its <c>JsonOptions</c> at run time. A generator cannot see that: the project file says it
/// once more where it is not the default of ASP.NET Core.
/// </summary>
/// <param name="Naming">"CamelCase", "None", "SnakeCaseLower", "SnakeCaseUpper", "KebabCaseLower" or "KebabCaseUpper".</param>
/// <param name="HasTextEnums">True if enumerations are written by name.</param>
/// <param name="EnumNaming">The naming policy of these names; "None" for the names in C#.</param>
/// <param name="Ignore">"WhenWritingNull" or "WhenWritingDefault", if members are left out then unless an attribute says otherwise.</param>
internal sealed record JsonSettings(string Naming, bool HasTextEnums, string EnumNaming = "None", string Ignore = "Never")
{
    private static readonly string[] _policies = ["CamelCase", "SnakeCaseLower", "SnakeCaseUpper", "KebabCaseLower", "KebabCaseUpper"];

    public static JsonSettings Read(AnalyzerConfigOptionsProvider provider, System.Threading.CancellationToken cancellationToken)
    {
        var enums = Find(provider, "EventStreamJsonStringEnums") ?? "";
        var hasPolicy = _policies.Contains(enums);
        return new JsonSettings(
            Find(provider, "EventStreamJsonNaming") ?? "CamelCase",
            hasPolicy || (bool.TryParse(enums, out var hasText) && hasText),
            hasPolicy ? enums : "None",
            Find(provider, "EventStreamJsonIgnore") ?? "Never");
    }

    private static string? Find(AnalyzerConfigOptionsProvider provider, string name) =>
        provider.GlobalOptions.TryGetValue("build_property." + name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Returns the name of a property in JSON.</summary>
    public string NameOf(string member) => Apply(Naming, member);

    /// <summary>Returns the name of an enumeration's value in JSON.</summary>
    public string NameOfValue(string member) => Apply(EnumNaming, member);

    /// <summary>Determines whether a member without an attribute may be left out.</summary>
    /// <param name="mayBeNull">True if its type allows null.</param>
    /// <param name="isValueType">True if its default is a value.</param>
    public bool LeavesOut(bool mayBeNull, bool isValueType) => Ignore switch
    {
        "WhenWritingNull" => mayBeNull,
        "WhenWritingDefault" => mayBeNull || isValueType,
        _ => false,
    };

    private static string Apply(string policy, string member) => policy switch
    {
        "None" => member,
        "SnakeCaseLower" => WordCase.Join(member, '_', toUpper: false),
        "SnakeCaseUpper" => WordCase.Join(member, '_', toUpper: true),
        "KebabCaseLower" => WordCase.Join(member, '-', toUpper: false),
        "KebabCaseUpper" => WordCase.Join(member, '-', toUpper: true),
        _ => EventNames.ToCamelCase(member),
    };
}
