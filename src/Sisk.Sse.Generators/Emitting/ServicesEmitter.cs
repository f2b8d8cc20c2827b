using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The registration of a controller and its broadcaster, each created without reflection.</summary>
internal static class ServicesEmitter
{
    private const string TryAdd = "global::Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAdd";

    public static void Emit(CodeWriter writer, ControllerFileModel file)
    {
        writer.Separate();
        writer.Summary("Adds the controller, for each request anew, and its broadcaster; one that the application added stays.");
        writer.Parameter("services", "The services of the application.");
        using (writer.Block("internal static void AddServices(" + Names.ServiceCollection + " services)"))
        {
            if (file.Controller.Constructor is { } constructor && file.Endpoints.Any(e => e.Endpoint is { IsMapped: true, Method.IsStatic: false }))
            {
                EmitCreation(writer, "Transient", file.Controller.Type, [.. constructor.Parameters.Select(p => ServiceExpression.Of(p, "provider"))]);
            }

            if (file.Endpoints.Any(e => e.Endpoint.Identifier is not null))
            {
                var registry = new ServiceModel(Names.Infrastructure + "StreamRegistry", ServiceLookup.Service);
                var broadcaster = Names.Qualify(file.Controller.Namespace, file.BroadcasterName);
                EmitCreation(writer, "Singleton", broadcaster, [ServiceExpression.Of(registry, "provider")]);
            }
        }
    }

    private static void EmitCreation(CodeWriter writer, string lifetime, string type, string[] arguments)
    {
        writer.Line(TryAdd + lifetime + "<" + type + ">(");
        using (writer.Indent())
        {
            writer.Line("services,");
            writer.List("static " + (arguments.Length == 0 ? "_" : "provider") + " => new " + type + "(", arguments, "));");
        }
    }
}
