using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The registration of a controller and its broadcaster, each created without reflection.</summary>
internal static class ServicesEmitter
{
    private const string Extensions = "__Services::Extensions.ServiceCollectionDescriptorExtensions";

    public static void Emit(CodeWriter writer, ControllerFileModel file, string broadcaster)
    {
        writer.Separate();
        writer.Summary("Adds the controller as transient and its broadcaster as a singleton, unless the application has added them.");
        writer.Parameter("services", "The services of the application.");
        using (writer.Block("internal static void AddServices(" + Names.ServiceCollection + " services)"))
        {
            var needsInstance = file.Endpoints.Any(e => e.Endpoint is { IsMapped: true, Method.IsStatic: false });
            if (needsInstance && file.Controller.Constructor is { } constructor)
            {
                var arguments = constructor.Parameters.Select(p => ServiceExpression.Of(p, "provider"));
                EmitCreation(writer, "Transient", file.Controller.Type, [.. arguments]);
            }

            if (file.Endpoints.Any(e => e.Endpoint.Identifier is not null))
            {
                var registry = new ServiceModel(Names.CompilerServices + "StreamRegistry", ServiceLookup.Service);
                EmitCreation(writer, "Singleton", broadcaster, [ServiceExpression.Of(registry, "provider")]);
            }
        }
    }

    private static void EmitCreation(CodeWriter writer, string lifetime, string type, string[] arguments)
    {
        writer.Line($"{Extensions}.TryAdd{lifetime}<{type}>(");
        using (writer.Indent())
        {
            writer.Line("services,");
            writer.Open($"static {(arguments.Length == 0 ? "_" : "provider")} => new {type}(");
            writer.Items(arguments);
            writer.Close("));");
        }
    }
}
