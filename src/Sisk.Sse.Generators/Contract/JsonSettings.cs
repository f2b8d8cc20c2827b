using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// The settings of the application's <c>JsonOptions</c>. A generator does not see them, so the project file repeats those that are not the
/// defaults of ASP.NET Core.
/// </summary>
/// <param name="Naming">"CamelCase", "None", "SnakeCaseLower", "SnakeCaseUpper", "KebabCaseLower" or "KebabCaseUpper".</param>
/// <param name="HasTextEnums">True if enumerations are written by name.</param>
/// <param name="EnumNaming">The naming policy of these names; "None" for the names in C#.</param>
/// <param name="Ignore">"Never", "WhenWritingNull" or "WhenWritingDefault": when members without an attribute are left out.</param>
/// <param name="NumberHandling">The <c>JsonNumberHandling</c> of numbers without an attribute.</param>
/// <param name="IncludesFields">True if public fields are members.</param>
/// <param name="KeyNaming">The naming policy of a dictionary's keys; "None" for the names in C#.</param>
internal sealed record JsonSettings(
    string Naming,
    bool HasTextEnums,
    string EnumNaming = "None",
    string Ignore = "Never",
    int NumberHandling = 0,
    bool IncludesFields = false,
    string KeyNaming = "None")
{
    /// <summary>The naming policy of ASP.NET Core.</summary>
    public const string DefaultNaming = "CamelCase";

    private static readonly string[] _policies = ["CamelCase", "SnakeCaseLower", "SnakeCaseUpper", "KebabCaseLower", "KebabCaseUpper"];

    public static JsonSettings Read(AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        var enums = Find(provider, "EventStreamJsonStringEnums") ?? "";
        var hasPolicy = _policies.Contains(enums);
        return new JsonSettings(
            Find(provider, "EventStreamJsonNaming") ?? DefaultNaming,
            hasPolicy || (bool.TryParse(enums, out var hasText) && hasText),
            hasPolicy ? enums : "None",
            Find(provider, "EventStreamJsonIgnore") ?? "Never",
            ParseNumberHandling(Find(provider, "EventStreamJsonNumberHandling") ?? ""),
            bool.TryParse(Find(provider, "EventStreamJsonIncludeFields"), out var includesFields) && includesFields,
            Find(provider, "EventStreamJsonDictionaryKeys") ?? "None");
    }

    /// <summary>Parses the flags of <c>JsonNumberHandling</c>, separated as in C# or in JSON.</summary>
    private static int ParseNumberHandling(string text) =>
        text.Split(',', '|', ' ').Aggregate(0, static (flags, word) => flags | word switch
        {
            "WriteAsString" => 2,
            "AllowNamedFloatingPointLiterals" => 4,
            _ => 0,
        });

    private static string? Find(AnalyzerConfigOptionsProvider provider, string name) =>
        provider.GlobalOptions.TryGetValue("build_property." + name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Returns the name of a property in JSON.</summary>
    public string NameOf(string member) => Apply(Naming, member);

    /// <summary>Returns the name of a member in JSON, from its attribute or the naming policy.</summary>
    public string NameOf(ISymbol member) => JsonAttributes.FindName(member) ?? NameOf(member.Name);

    /// <summary>Returns the name of an enumeration's value in JSON.</summary>
    public string NameOfValue(string member) => Apply(EnumNaming, member);

    /// <summary>Returns the name of an enumeration's value as the key of a dictionary, for which the policy of keys comes first.</summary>
    public string NameOfKey(string member) => KeyNaming != "None" ? Apply(KeyNaming, member) : NameOfValue(member);

    /// <summary>Applies the number handling of the options to a shape.</summary>
    public Shape FormOf(Shape shape) => NumberHandling == 0 ? shape : NumberForms.Of(shape, NumberHandling);

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
