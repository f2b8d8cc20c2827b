using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The class behind a controller's routes: nothing in it is called by the user.</summary>
internal static class HelperEmitter
{
    public static void Emit(CodeWriter writer, ControllerFileModel file)
    {
        writer.Summary("The endpoints of " + Documentation.See(file.Controller.Type) + ".");
        writer.Embedded();
        writer.ObsoleteLike(file);
        writer.Line(Names.EditorBrowsableNever);
        using (writer.Block("internal static class " + Keywords.Escape(file.HelperName)))
        {
            foreach (var stream in file.Endpoints.Where(e => e.Endpoint.Identifier is not null))
            {
                EmitDefinition(writer, file.Controller, stream);
            }

            var broadcaster = Names.Qualify(file.Controller.Namespace, file.BroadcasterName);
            ServicesEmitter.Emit(writer, file, broadcaster);
            MapEmitter.Emit(writer, file);
            foreach (var endpoint in file.Endpoints.Where(e => e.Endpoint.IsMapped))
            {
                var variables = new HandlerVariables(endpoint.Endpoint.Parameters);
                DescriptionEmitter.Emit(writer, endpoint);
                HandlerEmitter.Emit(writer, endpoint, variables);
                CallEmitter.Emit(writer, broadcaster, endpoint, variables);
                if (endpoint.Endpoint.Payload is { IsHierarchy: true } payload)
                {
                    EventWriterEmitter.Emit(writer, endpoint, payload);
                }
            }
        }
    }

    private static void EmitDefinition(CodeWriter writer, ControllerModel controller, NamedEndpointModel stream)
    {
        var identifier = stream.Endpoint.Identifier!;

        // Two assemblies can have a controller of one full name: their streams must not share a topic.
        var name = Literals.Text($"{controller.Assembly}/{controller.FullName}.{stream.MemberName}");
        var isUnique = identifier.IsUnique ? "true" : "false";
        var field = MemberNames.Definition(stream.MemberName);
        var attribute = stream.Endpoint.History;
        writer.Open($"internal static readonly {Names.CompilerServices}StreamDefinition {field} = new(");
        writer.Item($"{name}");
        writer.Item($"uniqueIdentifier: {isUnique}");
        writer.Item($"history: {(attribute is null ? "null" : MapEmitter.New(attribute))}");
        writer.Close(");");
    }
}
