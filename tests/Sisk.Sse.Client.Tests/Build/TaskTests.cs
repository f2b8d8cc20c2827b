using System.Collections;
using Microsoft.Build.Framework;
using Sisk.Sse.Build;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.Build;

/// <summary>The MSBuild task that writes contract and client.</summary>
public sealed class TaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Engine _engine = new();

    private string ContractFile => Path.Combine(_folder.Path, "api", "streams.json");

    private string TypeScriptFile => Path.Combine(_folder.Path, "web", "streams.ts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Contract_and_client_are_written_and_left_alone_while_they_are_right()
    {
        Assert.True(Run(SourceTexts.Contract));
        var (json, script) = (File.ReadAllText(ContractFile), File.ReadAllText(TypeScriptFile));
        var times = (new DateTime(2020, 1, 1), new DateTime(2020, 1, 2));
        File.SetLastWriteTime(ContractFile, times.Item1);
        File.SetLastWriteTime(TypeScriptFile, times.Item2);

        Assert.True(Run(SourceTexts.Contract));

        Assert.Contains("\"route\": \"/orders/{orderId}/events\"", json, StringComparison.Ordinal);
        Assert.Contains("export const orderEvents = {", script, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', json + script);
        Assert.Equal(times, (File.GetLastWriteTime(ContractFile), File.GetLastWriteTime(TypeScriptFile)));
    }

    [Fact]
    public void Files_that_others_read_are_replaced_as_a_whole()
    {
        Assert.True(Run(SourceTexts.Contract));
        using var json = File.OpenText(ContractFile);
        using var script = File.OpenText(TypeScriptFile);

        Assert.True(Run(SourceTexts.Contract.Replace("Carrier", "Company", StringComparison.Ordinal)), string.Join('\n', _engine.Errors));

        Assert.All([json, script], static old => Assert.Contains("carrier", old.ReadToEnd(), StringComparison.Ordinal));
        Assert.All(
            [ContractFile, TypeScriptFile], static path => Assert.Contains("company", File.ReadAllText(path), StringComparison.Ordinal));
        Assert.All([ContractFile, TypeScriptFile], static path => Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!)));
    }

    [Fact]
    public void A_check_passes_where_nothing_has_changed_whatever_the_line_ends()
    {
        Run(SourceTexts.Contract);
        File.WriteAllText(ContractFile, File.ReadAllText(ContractFile).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.True(Run(SourceTexts.Contract, check: true), string.Join('\n', _engine.Errors));
    }

    [Fact]
    public void A_check_says_what_changed_and_whom_it_breaks_and_leaves_the_file()
    {
        Run(SourceTexts.Contract);
        var before = File.ReadAllText(ContractFile);

        Assert.False(Run(SourceTexts.Contract.Replace("string Carrier", "string Company", StringComparison.Ordinal), check: true));

        Assert.Equal(before, File.ReadAllText(ContractFile));
        Assert.Equal(
            [
                "SSE073 Breaking: Member 'carrier' of 'Shop.OrderEvent+Shipped' was removed or renamed. Breaks clients that handle 'shipped'.",
                "SSE072 Harmless: Member 'company' of 'Shop.OrderEvent+Shipped' was added.",
                "SSE071 The contract file does not describe this build. If the changes are intended, build once without EventStreamContractCheck.",
            ],
            _engine.Errors);
    }

    [Fact]
    public void A_check_without_a_file_asks_for_one()
    {
        Assert.False(Run(SourceTexts.Contract, check: true));

        Assert.StartsWith("SSE071 The contract file is missing.", Assert.Single(_engine.Errors), StringComparison.Ordinal);
        Assert.EndsWith("docs/reference/stream-contract.md#the-check", _engine.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_streams_gets_an_empty_contract()
    {
        Assert.True(Run("public class A;"));

        Assert.Contains("\"streams\": []", File.ReadAllText(ContractFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_contract_is_an_error_and_not_a_crash()
    {
        Run(SourceTexts.Contract);
        File.WriteAllText(ContractFile, "{");

        Assert.False(Run(SourceTexts.Contract, check: true));

        Assert.StartsWith("SSE070 The contract file cannot be read: ", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    private bool Run(string source, bool check = false)
    {
        var assembly = Path.Combine(_folder.Path, "Shop.dll");
        File.WriteAllBytes(assembly, CompiledLibrary.Emit(GeneratedCode.From(source).Compilation));
        return new WriteStreamContract { BuildEngine = _engine, Assembly = assembly, ContractFile = ContractFile, TypeScriptFile = TypeScriptFile, Check = check }.Execute();
    }

    private sealed class Engine : IBuildEngine
    {
        public List<string> Errors { get; } = [];

        public string? HelpLink { get; private set; }

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(
            string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
            false;

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
        }

        public void LogErrorEvent(BuildErrorEventArgs e)
        {
            Errors.Add(e.Code + " " + e.Message);
            HelpLink = e.HelpLink;
        }

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
        }

        public void LogWarningEvent(BuildWarningEventArgs e) => Errors.Add("warning " + e.Message);
    }
}
