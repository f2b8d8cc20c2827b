using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.Generators;

namespace Sisk.Sse.Analyzers.Tests.Fuzz;

/// <summary>The rules that hold for any source, however broken.</summary>
internal static class Oracle
{
    public static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new EventStreamGenerator().AsSourceGenerator()], parseOptions: UserProject.ParseOptions);

    /// <summary>Two declarations of one thing: which is the first depends on the order of files.</summary>
    private static readonly string[] _duplicates = ["CS0101", "CS0102", "CS0111", "CS0579", "CS8863"];

    /// <summary>
    /// Nothing throws; where the user's code has no error, the generated code has neither error nor warning, and types are read from syntax
    /// as they are; the order of files changes nothing. Null where all of it holds.
    /// </summary>
    public static async Task<string?> CheckAsync(CSharpCompilation project, bool isShuffled, CancellationToken cancellationToken)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, cancellationToken);
        if (driver.GetRunResult().Results.Single().Exception is { } exception)
        {
            return "generator: " + exception;
        }

        if (TryCompile(compilation, out var compilers, cancellationToken) is { } crash)
        {
            // The compiler fails on some mutants by itself.
            return TryCompile(project, out _, cancellationToken) is null ? "compiler: " + crash : null;
        }

        var own = project.SyntaxTrees.ToHashSet();
        var isSound = !compilers.Any(
            d => d.Severity == DiagnosticSeverity.Error && (d.Location.SourceTree is null || own.Contains(d.Location.SourceTree)));
        var generated = compilers.FirstOrDefault(
            d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && !own.Contains(tree));
        if (isSound && generated is not null)
        {
            return "generated code: " + generated;
        }

        if (isSound && ContractOracle.Check(project, cancellationToken) is { } difference)
        {
            return difference;
        }

        var failures = new ConcurrentBag<Exception>();
        await compilation.WithAnalyzers(Analysis.Analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (failure, _, _) => failures.Add(failure), concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        if (failures.TryPeek(out var first))
        {
            return "analyzer: " + first;
        }

        return isShuffled && !compilers.Any(d => _duplicates.Contains(d.Id))
            && !Texts(driver).SequenceEqual(Texts(Driver().RunGenerators(Shuffle(project), cancellationToken)))
            ? "another order of files gives other code"
            : null;
    }

    private static Exception? TryCompile(
        Compilation compilation, out ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        try
        {
            diagnostics = compilation.GetDiagnostics(cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            diagnostics = [];
            return exception;
        }
    }

    /// <summary>In the order of names.</summary>
    public static IEnumerable<string> Texts(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return result.GeneratedSources.Select(s => s.HintName + "\n" + s.SourceText).Order(StringComparer.Ordinal)
            .Append(result.Exception?.ToString() ?? "");
    }

    private static CSharpCompilation Shuffle(CSharpCompilation project) =>
        project.RemoveAllSyntaxTrees().AddSyntaxTrees(project.SyntaxTrees.Reverse());
}
