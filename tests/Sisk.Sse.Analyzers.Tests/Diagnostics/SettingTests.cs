using Microsoft.CodeAnalysis;
using Sisk.Sse.Analyzers.Tests.Docs;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Each diagnostic can be set in the ways that the compiler knows, on the mistake that its page shows.</summary>
public sealed class SettingTests
{
    public static TheoryData<string> Ids => DiagnosticPagesTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_pragma_switches_it_off(string id)
    {
        var wrong = new DiagnosticPage(id).Wrong;
        Assert.Empty(await DiagnosticPage.RunAsync(id, $"#pragma warning disable {id}\n{wrong}"));
        Assert.Single(await DiagnosticPage.RunAsync(id, $"#pragma warning disable {id}\n#pragma warning restore {id}\n{wrong}"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_editorconfig_switches_it_off_and_sets_its_severity(string id)
    {
        var wrong = new DiagnosticPage(id).Wrong;
        Assert.Empty(await DiagnosticPage.RunAsync(id, wrong, EditorConfig(id, "none")));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await DiagnosticPage.RunAsync(id, wrong, EditorConfig(id, "error"))).Severity);
        Assert.Equal(
            DiagnosticSeverity.Info, Assert.Single(await DiagnosticPage.RunAsync(id, wrong, EditorConfig(id, "suggestion"))).Severity);
    }

    private static AnalyzerConfigSet EditorConfig(string id, string severity) => AnalyzerConfigSet.Create<List<AnalyzerConfig>>(
        [AnalyzerConfig.Parse($"root = true\n[*.cs]\ndotnet_diagnostic.{id}.severity = {severity}\n", "/shop/.editorconfig")]);
}
