using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The class through which the application sends to a controller's push streams.</summary>
internal static class BroadcasterEmitter
{
    public static void Emit(CodeWriter writer, ControllerFileModel file)
    {
        var streams = file.Endpoints.Where(e => e.Endpoint.Identifier is not null).ToArray();
        writer.Summary("Sends events to the connections of " + Documentation.See(file.Controller.Type) + ".");
        writer.Line("/// <remarks>A singleton: have it injected wherever something happens that browsers should hear of.</remarks>");
        writer.GeneratedCode();
        using (writer.Block($"{(file.Controller.IsPublic ? "public" : "internal")} sealed class {file.BroadcasterName}"))
        {
            foreach (var stream in streams)
            {
                writer.Line($"private readonly {Names.Infrastructure}StreamPublisher {Names.Field(stream.MemberName)};");
            }

            EmitConstructor(writer, file, streams);
            foreach (var stream in streams)
            {
                foreach (var broadcast in stream.Broadcasts)
                {
                    writer.Separate();
                    BroadcastEmitter.Emit(writer, stream, broadcast);
                }
            }

            foreach (var stream in streams)
            {
                writer.Separate();
                IdentifierEmitter.Emit(writer, stream);
            }
        }
    }

    private static void EmitConstructor(CodeWriter writer, ControllerFileModel file, NamedEndpointModel[] streams)
    {
        writer.Separate();
        writer.Summary("Creates the broadcaster; <c>AddEventStreams</c> has dependency injection do so.");
        writer.Parameter("streams", "The streams of the application.");
        using (writer.Block($"public {file.BroadcasterName}({Names.Infrastructure}StreamRegistry streams)"))
        {
            foreach (var stream in streams)
            {
                var definition = $"{Names.Helper(file.HelperName)}.{Names.Definition(stream.MemberName)}";
                writer.Line($"{Names.Field(stream.MemberName)} = streams.GetPublisher({definition});");
            }
        }
    }
}
