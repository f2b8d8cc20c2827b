using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Client.Generators;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.Support;

/// <summary>A user's project with a client, in memory.</summary>
internal static class ClientProject
{
    /// <summary>Runs the generator of clients.</summary>
    /// <param name="project">The user's code.</param>
    /// <param name="contract">The text of the file "streams.json"; null for none.</param>
    public static (Compilation Compilation, GeneratorDriverRunResult Result) Run(CSharpCompilation project, string? contract = null) =>
        Run(project, contract is null ? [] : [("/project/streams.json", contract)]);

    /// <summary>The same with several files.</summary>
    public static (Compilation Compilation, GeneratorDriverRunResult Result) Run(
        CSharpCompilation project, params (string Path, string Text)[] files)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new ClientGenerator().AsSourceGenerator()],
            files.Select(file => new ContractFile(file.Path, file.Text)),
            Project.ParseOptions);
        var result = driver.RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, TestContext.Current.CancellationToken).GetRunResult();
        return (compilation, result);
    }

    /// <summary>The same, with not one warning.</summary>
    public static Compilation Compile(CSharpCompilation project, string? contract = null)
    {
        var (compilation, result) = Run(project, contract);
        Assert.Empty(result.Diagnostics);
        var problems = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(problem => problem.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!problems.Any(), string.Join('\n', problems.Take(20)));
        return compilation;
    }

    /// <summary>Runs the generator of clients and emits the project, with not one warning.</summary>
    public static byte[] Emit(CSharpCompilation project, string contract)
    {
        var (compilation, result) = Run(project, contract);
        Assert.Empty(result.Diagnostics);
        return CompiledLibrary.Emit(compilation);
    }

    private sealed class ContractFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
