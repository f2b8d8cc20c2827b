using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// The settings that the application makes on its <c>JsonOptions</c> at run time. A generator cannot see that: the project file says it
/// once more where it is not the default of ASP.NET Core.
/// </summary>
/// <param name="Naming">"CamelCase", "None", "SnakeCaseLower", "SnakeCaseUpper", "KebabCaseLower" or "KebabCaseUpper".</param>
/// <param name="HasTextEnums">True if enumerations are written by name.</param>
internal sealed record JsonSettings(string Naming, bool HasTextEnums)
{
    public static JsonSettings Read(AnalyzerConfigOptionsProvider provider, System.Threading.CancellationToken cancellationToken) => new(
        provider.GlobalOptions.TryGetValue("build_property.EventStreamJsonNaming", out var naming) && naming.Length > 0 ? naming : "CamelCase",
        provider.GlobalOptions.TryGetValue("build_property.EventStreamJsonStringEnums", out var enums) && bool.TryParse(enums, out var hasText) && hasText);

    /// <summary>Returns the name of a property in JSON.</summary>
    public string NameOf(string member) => Naming switch
    {
        "None" => member,
        "SnakeCaseLower" => WordCase.Join(member, '_', toUpper: false),
        "SnakeCaseUpper" => WordCase.Join(member, '_', toUpper: true),
        "KebabCaseLower" => WordCase.Join(member, '-', toUpper: false),
        "KebabCaseUpper" => WordCase.Join(member, '-', toUpper: true),
        _ => EventNames.ToCamelCase(member),
    };
}
