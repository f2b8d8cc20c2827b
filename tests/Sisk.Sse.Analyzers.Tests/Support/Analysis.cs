using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>A project as the compiler sees it: first the generator, then every analyzer on its result.</summary>
internal sealed class Analysis
{
    /// <summary>The calls of an application, which tests of other things can leave out.</summary>
    public const string Startup = """
        public static class Startup
        {
            public static void Add(WebApplicationBuilder builder) => builder.Services.AddEventStreams();
            public static void Map(WebApplication app) => app.MapEventStreams();
        }
        """;

    private Analysis(Compilation compilation, GeneratorRunResult generated, ILookup<bool, Diagnostic> isCompilers)
    {
        Compilation = compilation;
        Generated = generated;
        Errors = [.. isCompilers[true].Where(d => d.Severity == DiagnosticSeverity.Error)];
        Diagnostics =
        [
            .. isCompilers[false].Where(d => !d.IsSuppressed)
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start),
        ];
    }

    /// <summary>Every analyzer of the generator's assembly, as the compiler finds them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(EventStreamGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public Compilation Compilation { get; }

    public GeneratorRunResult Generated { get; }

    /// <summary>Gets the errors that keep the project from compiling.</summary>
    public ImmutableArray<Diagnostic> Errors { get; }

    /// <summary>Those of the analyzers, suppressed ones left out, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public static Task<Analysis> RunAsync(IEnumerable<string> sources, Settings? settings = null)
    {
        settings ??= new Settings();
        return RunAsync(UserProject.Create(settings.HasStartup ? sources.Append(Startup) : sources), settings);
    }

    /// <summary>Gets the diagnostics that an editor shows of a file: no action waits for the end of the compilation.</summary>
    public static async Task<ImmutableArray<Diagnostic>> WhileTypingAsync(string source)
    {
        var project = UserProject.Create([source]);
        var model = project.GetSemanticModel(project.SyntaxTrees[^1]);
        return await project
            .WithAnalyzers(Analyzers, new AnalyzerOptions([], new Settings().Properties))
            .GetAnalyzerSemanticDiagnosticsAsync(model, null, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<IIncrementalGenerator> Generators(Settings settings)
    {
        if (settings.HasGenerator)
        {
            yield return new EventStreamGenerator();
        }

        yield return new Neighbor(settings.Neighbor);
    }

    public static async Task<Analysis> RunAsync(CSharpCompilation project, Settings settings)
    {
        project = project.WithOptions(project.Options.WithSyntaxTreeOptionsProvider(settings)).AddReferences(settings.References);
        if (!settings.IsLibrary)
        {
            project = project.AddSyntaxTrees(UserProject.EntryPoint)
                .WithOptions(project.Options.WithOutputKind(OutputKind.ConsoleApplication));
        }

        var driver = CSharpGeneratorDriver.Create(
            [.. Generators(settings).Select(g => g.AsSourceGenerator())], parseOptions: UserProject.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, TestContext.Current.CancellationToken);
        var failures = new List<Exception>();
        var analyzers = settings.Only is { } id ? [Analyzers.Single(a => a.SupportedDiagnostics.Any(d => d.Id == id))] : Analyzers;
        if (settings.HasFrameworkAnalyzers)
        {
            analyzers = analyzers.Add(FrameworkAnalyzers.RoutePattern());
        }

        if (settings.HasUnusedParameterHints)
        {
            analyzers = analyzers.Add(new UnusedParameters());
        }

        var analysis = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], settings.Properties),
            (exception, _, _) => failures.Add(exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
        var diagnostics = await analysis.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(failures);
        return new Analysis(
            compilation,
            driver.GetRunResult().Results[0],
            diagnostics.ToLookup(d => d.Id.StartsWith("CS", StringComparison.Ordinal)));
    }
}
