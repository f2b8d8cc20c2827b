using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>What the generator makes of a project.</summary>
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

    /// <summary>The generated files by name, without the attribute that the compiler's own helper adds.</summary>
    public IReadOnlyDictionary<string, string> Files => _result.Results.Single().GeneratedSources
        .Where(source => source.HintName != "Microsoft.CodeAnalysis.EmbeddedAttribute.cs")
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static Generated From(params IEnumerable<string> sources) => From(Project.Create(sources));

    public static Generated From(CSharpCompilation project)
    {
        var driver = CSharpGeneratorDriver.Create([new EventStreamGenerator().AsSourceGenerator()], parseOptions: Project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return new Generated(compilation, driver.GetRunResult());
    }

    /// <summary>The generated file of one controller.</summary>
    public string File(string controller) => Files[controller + ".g.cs"];

    /// <summary>Fails on any warning, in the user's code or in the generated code, but for documentation that the user left out.</summary>
    public Generated Compiles()
    {
        var problems = Problems();
        Assert.True(problems.IsEmpty, string.Join('\n', problems));
        return this;
    }

    private ImmutableArray<string> Problems() =>
    [
        .. Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => diagnostic.Id != "CS1591" || IsGenerated(diagnostic.Location))
            .Select(diagnostic => diagnostic.ToString()),
    ];

    private static bool IsGenerated(Location location) => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
