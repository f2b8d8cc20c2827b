using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>The settings of a project file and an .editorconfig.</summary>
internal sealed class Settings : SyntaxTreeOptionsProvider
{
    /// <summary>False where the test's own source calls <c>AddEventStreams</c> and <c>MapEventStreams</c>, or fails to.</summary>
    public bool HasStartup { get; init; } = true;

    /// <summary>The one diagnostic whose analyzer runs; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>The ids of the compiler's errors that the project has, each once: none in a project that compiles.</summary>
    public string[] Errors { get; init; } = [];

    /// <summary>Gets a value indicating whether ASP.NET Core's own analyzer of route templates runs as well.</summary>
    public bool HasFrameworkAnalyzers { get; init; }

    /// <summary>Gets a value indicating whether the hints that a parameter is unused are given as well.</summary>
    public bool HasUnusedParameterHints { get; init; }

    /// <summary>Further assemblies that the project references.</summary>
    public MetadataReference[] References { get; init; } = [];

    /// <summary>The files that another source generator writes in the same compilation; ours does not see them.</summary>
    public string[] Neighbor { get; init; } = [];

    /// <summary>False where the source generator does not run.</summary>
    public bool HasGenerator { get; init; } = true;

    /// <summary>False for an application.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>The project's MSBuild properties.</summary>
    public Dictionary<string, string> Build { get; init; } = [];

    /// <summary><c>dotnet_diagnostic.SSE001.severity</c> by id.</summary>
    public Dictionary<string, ReportDiagnostic> Severities { get; init; } = [];

    /// <summary>The same for a project that compiles.</summary>
    public Settings WithoutErrors() => new()
    {
        HasStartup = HasStartup,
        Only = Only,
        References = References,
        Neighbor = Neighbor,
        HasGenerator = HasGenerator,
        IsLibrary = IsLibrary,
        Build = Build,
        Severities = Severities,
    };

    public AnalyzerConfigOptionsProvider Properties => new Provider(new Options(Build));

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(
        SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        Severities.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(
        string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        Severities.TryGetValue(diagnosticId, out severity);

    private sealed class Provider(Options options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Options(Dictionary<string, string> build) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            build.TryGetValue(key.Replace("build_property.", "", StringComparison.Ordinal), out value);
    }
}
