using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The registration of a controller and its broadcaster, each created without reflection.</summary>
internal static class ServicesEmitter
{
    private const string Extensions = "__Services::Extensions.ServiceCollectionDescriptorExtensions";
    private const string Accessor = "global::System.Runtime.CompilerServices.UnsafeAccessor";
    private const string CreateController = "CreateController";

    public static void Emit(CodeWriter writer, ControllerFileModel file, string broadcaster)
    {
        var needsInstance = file.Endpoints.Any(e => e.Endpoint is { IsMapped: true, Method.IsStatic: false });
        if (needsInstance && file.Controller.Constructor is { MayChange: true } changing)
        {
            EmitAccessor(writer, file.Controller, changing);
        }

        writer.Separate();
        writer.Summary("Adds the controller as transient and its broadcaster as a singleton, unless the application has added them.");
        writer.Parameter("services", "The services of the application.");
        using (writer.Block("internal static void AddServices(" + Names.ServiceCollection + " services)"))
        {
            if (needsInstance && file.Controller.Constructor is { } constructor)
            {
                var arguments = constructor.Parameters.Select(p => ServiceExpression.Of(p, "provider"));
                var create = constructor.MayChange ? CreateController : "new " + file.Controller.Type;
                EmitCreation(writer, "Transient", file.Controller.Type, create, [.. arguments]);
            }

            if (file.Endpoints.Any(e => e.Endpoint.Identifier is not null))
            {
                var registry = new ServiceModel(Names.CompilerServices + "StreamRegistry", ServiceLookup.Service);
                EmitCreation(writer, "Singleton", broadcaster, "new " + broadcaster, [ServiceExpression.Of(registry, "provider")]);
            }
        }
    }

    /// <summary>
    /// Calls a constructor that the compiler does not check. What another generator adds to the class would otherwise be an error in this file;
    /// SSE040 reports it at the user's method.
    /// </summary>
    private static void EmitAccessor(CodeWriter writer, ControllerModel controller, ConstructorModel constructor)
    {
        writer.Separate();
        writer.Line($"[{Accessor}({Accessor}Kind.Constructor)]");
        writer.Open($"private static extern {controller.Type} {CreateController}(");
        for (var i = 0; i < constructor.Parameters.Count; i++)
        {
            var service = constructor.Parameters[i];
            writer.Item($"{service.Type}{(service.IsNullableReference ? "?" : "")} parameter{i}");
        }

        writer.Close(");");
    }

    private static void EmitCreation(CodeWriter writer, string lifetime, string type, string create, string[] arguments)
    {
        writer.Line($"{Extensions}.TryAdd{lifetime}<{type}>(");
        using (writer.Indent())
        {
            writer.Line("services,");
            writer.Open($"static {(arguments.Length == 0 ? "_" : "provider")} => {create}(");
            writer.Items(arguments);
            writer.Close("));");
        }
    }
}
