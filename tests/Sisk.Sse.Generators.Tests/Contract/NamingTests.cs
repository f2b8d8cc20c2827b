using System.Text.Json;
using Sisk.Sse.Generators.Contract;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>The names of properties in the contract, and those that System.Text.Json writes.</summary>
public sealed class NamingTests
{
    /// <summary>Letters of each kind that an identifier can have: large, small, digits, underscores, and letters without a case.</summary>
    private const string Characters = "ABbc1_É\u00e9\u01c5\u4e2d";

    public static TheoryData<string> Policies => ["CamelCase", "SnakeCaseLower", "SnakeCaseUpper", "KebabCaseLower", "KebabCaseUpper"];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Names_are_those_of_the_policy(string policy)
    {
        var settings = new JsonSettings(policy, HasTextEnums: false);
        var expected = (policy switch
        {
            "SnakeCaseLower" => JsonNamingPolicy.SnakeCaseLower,
            "SnakeCaseUpper" => JsonNamingPolicy.SnakeCaseUpper,
            "KebabCaseLower" => JsonNamingPolicy.KebabCaseLower,
            "KebabCaseUpper" => JsonNamingPolicy.KebabCaseUpper,
            _ => JsonNamingPolicy.CamelCase,
        }).ConvertName;

        Assert.DoesNotContain(Names(), name => settings.NameOf(name) != expected(name));
    }

    /// <summary>Some words of everyday code, and each name of up to five characters.</summary>
    private static IEnumerable<string> Names() => new[] { "URLValue", "IOPort2X", "my_Name", "HTML5Doc", "Iso2Date", "ÜBERMut" }
        .Concat(Enumerable.Range(1, 5).SelectMany(length => Enumerable.Repeat(Characters, length).Aggregate(
            (IEnumerable<string>)[""], (names, characters) => names.SelectMany(_ => characters, (name, character) => name + character))));
}
