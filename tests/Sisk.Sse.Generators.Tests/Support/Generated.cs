using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>The result of the generator for a project.</summary>
internal sealed class Generated
{
    private readonly GeneratorDriverRunResult _result;

    private Generated(Compilation compilation, GeneratorDriverRunResult result)
    {
        Compilation = compilation;
        _result = result;
    }

    /// <summary>The user's code and the generated code together.</summary>
    public Compilation Compilation { get; }

    /// <summary>The generated files by name, without the definition of an attribute, which is the same for all.</summary>
    public IReadOnlyDictionary<string, string> Files => _result.Results.Single().GeneratedSources
        .Where(source => source.HintName != "Microsoft.CodeAnalysis.EmbeddedAttribute.cs")
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static Generated From(params IEnumerable<string> sources) => From(Project.Create(sources));

    /// <param name="project">The user's code.</param>
    /// <param name="properties">The properties of the project file that the compiler gets.</param>
    public static Generated From(CSharpCompilation project, Dictionary<string, string>? properties = null)
    {
        var driver = WithProperties(Driver(), properties ?? [])
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return new Generated(compilation, driver.GetRunResult());
    }

    public static GeneratorDriver Driver(bool trackSteps = false) => CSharpGeneratorDriver.Create(
        [new EventStreamGenerator().AsSourceGenerator()],
        parseOptions: Project.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: trackSteps));

    /// <summary>The driver in a project whose file has the properties.</summary>
    public static GeneratorDriver WithProperties(GeneratorDriver driver, Dictionary<string, string> properties) =>
        driver.WithUpdatedAnalyzerConfigOptions(new Properties(properties));

    /// <summary>Fails on any warning, in the user's code or in the generated code.</summary>
    public Generated Compiles()
    {
        var problems = Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(problem => problem.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!problems.Any(), string.Join('\n', problems));
        return this;
    }

    private sealed class Properties(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
