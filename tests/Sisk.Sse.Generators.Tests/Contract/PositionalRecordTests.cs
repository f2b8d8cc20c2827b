using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Contract;

/// <summary>Records whose members are read from syntax, and records that are left to the compiler. Both say the same.</summary>
public sealed class PositionalRecordTests
{
    private static readonly JsonSettings _settings = new("CamelCase", HasTextEnums: false);

    [Theory]
    [InlineData("public sealed record E(int Number, string? Text, object Any, decimal? Price);", true)]
    [InlineData("public record E;", true)]
    [InlineData("[EventName(\"e\")] public record E(bool @is, char Letter) { public enum Kind { A } public record Inner(int Id); }", true)]
    [InlineData("public sealed record E(string Text) : Base(1, Text); public abstract record Base(int Number, string Name) { public sealed record Other(int Id) : Base(Id, \"\"); }", true)]
    [InlineData("public sealed record E<T>(int Number);", true)]
    [InlineData("#nullable disable\npublic sealed record E(string Text, int? Number);", true)]
    [InlineData("public sealed record E(System.Guid Id);", false)]
    [InlineData("public sealed record E(string[] Lines);", false)]
    [InlineData("public sealed record E([property: JsonPropertyName(\"other\")] int Number);", false)]
    [InlineData("[JsonNumberHandling(JsonNumberHandling.WriteAsString)] public sealed record E(int Number);", false)]
    [InlineData("public sealed record E(int Number) : Base(Number); [JsonNumberHandling(JsonNumberHandling.WriteAsString)] public record Base(int Size);", false)]
    [InlineData("public sealed record E(params int[] Numbers);", false)]
    [InlineData("public sealed record E(int Number) { public int Twice => Number * 2; }", false)]
    [InlineData("public sealed record E(int Number) { private int Number { get; } = Number; }", false)]
    [InlineData("public sealed partial record E(int Number); public sealed partial record E { public string? Text { get; init; } }", false)]
    [InlineData("public sealed record E(int Number) : Base(Number); public record Base(int Number);", false)]
    [InlineData(
        "public sealed record E(int Number) : Base; public abstract record Base { public abstract int Number { get; init; } }", false)]
    [InlineData("public readonly record struct E(int Number);", false)]
    [InlineData("public sealed class E(int number) { public int Number => number; }", false)]
    public void Members_that_syntax_gives_are_those_of_the_symbols(string source, bool isReadFromSyntax)
    {
        var project = Project.Create("using System.Text.Json.Serialization;\n" + source);
        var type = (INamedTypeSymbol)project.GetSymbolsWithName("E", SymbolFilter.Type, TestContext.Current.CancellationToken).Single();

        var members = ObjectMembers.Find(type, _settings);

        Assert.DoesNotContain(project.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(isReadFromSyntax, members.Properties is not null);
        Assert.Equal(Properties(ObjectMembers.FromSymbols(type, _settings)), Properties(members));

        IEnumerable<ContractProperty> Properties(ObjectMembers found) =>
            ObjectParser.Parse(type, "E", found, new TypeParser(_settings, project)).Properties;
    }

    [Theory]
    [InlineData("public sealed record E(int ToString);")]
    [InlineData("public sealed record E(int Clone);")]
    [InlineData("public sealed record E(int Inner) { public record Inner(int Id); }")]
    [InlineData("public sealed record E(int Number, int Number);")]
    public void A_name_that_a_record_has_already_is_left_to_the_compiler(string source)
    {
        var type = (INamedTypeSymbol)Project.Create(source)
            .GetSymbolsWithName("E", SymbolFilter.Type, TestContext.Current.CancellationToken).Single();

        Assert.Null(PositionalRecords.FindProperties(type, _settings));
    }
}
