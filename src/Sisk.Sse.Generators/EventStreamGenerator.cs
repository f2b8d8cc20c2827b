using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Emitting;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators;

/// <summary>Writes the routes, identifier helpers and broadcast methods of every annotated method.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventStreamGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());

        var project = FindDeclarations(context);
        var endpoints = project.Select(EndpointFinder.Find).WithTrackingName(TrackingNames.Endpoints);
        var controllers = endpoints
            .SelectMany(static (all, _) => ControllerGrouping.Group(all))
            .WithTrackingName(TrackingNames.Controllers);
        context.RegisterSourceOutput(controllers, static (output, controller) =>
            output.AddSource(controller.HintName + ".g.cs", ControllerFileEmitter.Emit(controller)));

        var helpers = controllers.Select(static (controller, _) => controller.HelperName).Collect()
            .Select(static (names, _) => names.ToEquatableArray())
            .WithTrackingName(TrackingNames.HelperNames);
        var surroundings = project.Select(ProjectParser.Parse).WithTrackingName(TrackingNames.Project);
        context.RegisterSourceOutput(helpers.Combine(surroundings), static (output, pair) =>
        {
            if (pair.Right.HasRuntime)
            {
                output.AddSource("EventStreams.g.cs", ProjectFileEmitter.Emit(pair.Left, pair.Right));
            }
        });
    }

    /// <summary>
    /// Changes when the declarations of a file do, and not with the bodies of its methods. <c>ForAttributeWithMetadataName</c>
    /// would bind every annotated method anew at each keystroke.
    /// </summary>
    private static IncrementalValueProvider<DeclaredProject> FindDeclarations(IncrementalGeneratorInitializationContext context)
    {
        var files = context.CompilationProvider
            .SelectMany(static (compilation, _) => compilation.SyntaxTrees)
            .WithComparer(DeclarationComparer.Instance)
            .WithTrackingName(TrackingNames.SyntaxTrees)
            .Select(SourceFile.Read)
            .WithTrackingName(TrackingNames.Files)
            .Collect();
        var references = context.MetadataReferencesProvider.Collect()
            .Select(static (_, _) => new object())
            .WithTrackingName(TrackingNames.References);
        return context.CompilationProvider.Combine(files).Combine(references)
            .Select(static (all, _) => new DeclaredProject(all.Left.Left, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Declarations);
    }
}
