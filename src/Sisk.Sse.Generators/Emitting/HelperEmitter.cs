using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the class with a controller's endpoints, which users do not call.</summary>
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
            foreach (var endpoint in file.Endpoints.Where(e => e.Endpoint.IsMapped || e.Endpoint.Identifier is not null))
            {
                DescriptionEmitter.Emit(writer, file.Controller, endpoint);
            }

            var broadcaster = Names.Qualify(file.Controller.Namespace, file.BroadcasterName);
            ServicesEmitter.Emit(writer, file, broadcaster);
            MapEmitter.Emit(writer, file);
            foreach (var endpoint in file.Endpoints.Where(e => e.Endpoint.IsMapped))
            {
                var variables = new HandlerVariables(endpoint.Endpoint.Parameters);
                HandlerEmitter.Emit(writer, endpoint, variables);
                CallEmitter.Emit(writer, broadcaster, endpoint, variables);
                EmitWriter(writer, endpoint);
            }

            // The broadcaster also has the members of methods with errors.
            foreach (var endpoint in file.Endpoints.Where(e => !e.Endpoint.IsMapped && e.Endpoint.Identifier is not null))
            {
                EmitWriter(writer, endpoint);
            }
        }
    }

    private static void EmitWriter(CodeWriter writer, NamedEndpointModel endpoint)
    {
        if (endpoint.Endpoint.Payload is { IsHierarchy: true } payload)
        {
            EventWriterEmitter.Emit(writer, endpoint, payload);
        }
    }
}
