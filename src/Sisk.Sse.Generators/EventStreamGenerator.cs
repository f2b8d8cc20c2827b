using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Emitting;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators;

/// <summary>Generates the routes, identifier helpers and broadcast methods of all annotated methods.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventStreamGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AnalyzerConfigOptionsProvider.Select(JsonSettings.Read);
        var project = FindDeclarations(context, settings);
        var endpoints = project.Select(EndpointFinder.Find).WithTrackingName(TrackingNames.Endpoints);
        var controllers = endpoints
            .SelectMany(static (all, _) => ControllerGrouping.Group(all))
            .WithTrackingName(TrackingNames.Controllers);
        var isGeneratedAhead = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => IsGeneratedAhead(options));
        var isConcurrent = context.CompilationProvider.Select(static (compilation, _) => compilation.Options.ConcurrentBuild);
        var files = controllers.Combine(isConcurrent).Select(static (pair, _) => PrintedFile.Begin(pair.Left, pair.Right));
        var surroundings = project.Select(ProjectParser.Parse).WithTrackingName(TrackingNames.Project);
        WriteContract(context, project.Combine(settings), surroundings.Combine(isGeneratedAhead), files);
        context.RegisterSourceOutput(files.Combine(isGeneratedAhead), static (output, pair) =>
        {
            if (!pair.Right)
            {
                output.AddSource(pair.Left.HintName, pair.Left.Text);
            }
        });

        var helpers = controllers.Where(static controller => controller.Endpoints.Count > 0)
            .Select(static (controller, _) => controller.HelperName).Collect()
            .Select(static (names, _) => names.ToEquatableArray())
            .WithTrackingName(TrackingNames.HelperNames);
        context.RegisterSourceOutput(helpers.Combine(surroundings).Combine(isGeneratedAhead), static (output, all) =>
        {
            var ((names, project), isGeneratedAhead) = all;
            if (!project.HasRuntime)
            {
                return;
            }

            output.AddSource("Microsoft.CodeAnalysis.EmbeddedAttribute.cs", GeneratedFile.EmbeddedAttribute());
            if (!isGeneratedAhead)
            {
                output.AddSource("EventStreams.g.cs", ProjectFileEmitter.Emit(names, project));
            }
        });
    }

    /// <summary>
    /// Registers the output of the stream contract. Reading the members of payloads takes as long as everything else. No code depends on
    /// this output, and editors leave out implementation outputs during typing.
    /// </summary>
    private static void WriteContract(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<(DeclaredProject Declared, JsonSettings Settings)> project,
        IncrementalValueProvider<(ProjectModel Project, bool IsGeneratedAhead)> surroundings,
        IncrementalValuesProvider<PrintedFile> files)
    {
        // The driver evaluates the left side first. Other threads then print the files while this one reads the contract.
        var begun = files.Collect().Select(static (_, _) => true);
        var contract = begun.Combine(project)
            .Select(static (all, cancellationToken) => ContractParser.Parse(all.Right.Declared, all.Right.Settings, cancellationToken))
            .WithTrackingName(TrackingNames.Contract);
        context.RegisterImplementationSourceOutput(contract.Combine(surroundings), static (output, all) =>
        {
            var (contract, (project, isGeneratedAhead)) = all;
            if (contract is not null && project.HasRuntime && !isGeneratedAhead)
            {
                output.AddSource("EventStreams.Contract.g.cs", ContractEmitter.Emit(contract));
            }
        });
    }

    /// <summary>
    /// Returns true if a compilation before this one has written all files, so that ASP.NET Core's own generator sees the broadcasters. See
    /// Sisk.Sse.targets.
    /// </summary>
    private static bool IsGeneratedAhead(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("sisk_sse_generated_ahead", out var value) && value == "true";

    /// <summary>
    /// Returns a value that changes with the declarations that a model can depend on, but not with the bodies of methods.
    /// <c>ForAttributeWithMetadataName</c> would bind every annotated method again at each keystroke.
    /// </summary>
    private static IncrementalValueProvider<DeclaredProject> FindDeclarations(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<JsonSettings> settings)
    {
        var files = context.CompilationProvider
            .SelectMany(static (compilation, _) => compilation.SyntaxTrees)
            .WithComparer(DeclarationComparer.Instance)
            .WithTrackingName(TrackingNames.SyntaxTrees)
            .Select(SourceFile.Read)
            .WithTrackingName(TrackingNames.Files)
            .Collect()
            .Select(RelevantFiles.Find)
            .WithTrackingName(TrackingNames.RelevantFiles);
        var references = context.CompilationProvider
            .Select(static (compilation, _) => compilation.ExternalReferences)
            .WithComparer(ReferencesComparer.Instance)
            .Select(static (_, _) => new object())
            .WithTrackingName(TrackingNames.References);
        return context.CompilationProvider.Combine(files).Combine(references).Combine(settings)
            .Select(static (all, _) => new DeclaredProject(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Declarations);
    }
}
