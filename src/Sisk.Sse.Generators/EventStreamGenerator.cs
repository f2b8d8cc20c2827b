using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

        var gets = FindEndpoints(context.SyntaxProvider, "Sisk.Sse.RouteGetAttribute", TrackingNames.GetEndpoints);
        var posts = FindEndpoints(context.SyntaxProvider, "Sisk.Sse.RoutePostAttribute", TrackingNames.PostEndpoints);
        var endpoints = gets.Collect().Combine(posts.Collect())
            .Select(static (pair, _) => pair.Left.Concat(pair.Right).ToEquatableArray())
            .WithTrackingName(TrackingNames.AllEndpoints);

        var controllers = endpoints
            .SelectMany(static (all, _) => ControllerGrouping.Group(all))
            .WithTrackingName(TrackingNames.Controllers);
        context.RegisterSourceOutput(controllers, static (output, controller) =>
            output.AddSource(controller.HintName + ".g.cs", ControllerFileEmitter.Emit(controller)));

        var helpers = controllers.Select(static (controller, _) => controller.HelperName).Collect()
            .Select(static (names, _) => names.ToEquatableArray())
            .WithTrackingName(TrackingNames.HelperNames);
        var project = context.CompilationProvider.Select(ProjectParser.Parse).WithTrackingName(TrackingNames.Project);
        context.RegisterSourceOutput(helpers.Combine(project), static (output, pair) =>
        {
            if (pair.Right.HasRuntime)
            {
                output.AddSource("EventStreams.g.cs", ProjectFileEmitter.Emit(pair.Left, pair.Right));
            }
        });
    }

    private static IncrementalValuesProvider<EndpointModel> FindEndpoints(
        SyntaxValueProvider syntax, string attribute, string trackingName) =>
        syntax.ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, EndpointParser.Parse)
            .Where(static endpoint => endpoint is not null)
            .Select(static (endpoint, _) => endpoint!)
            .WithTrackingName(trackingName);
}
