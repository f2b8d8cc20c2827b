using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the class that broadcasts to the push streams of a controller.</summary>
internal static class BroadcasterEmitter
{
    public static void Emit(CodeWriter writer, ControllerFileModel file)
    {
        var streams = file.Endpoints.Where(e => e.Endpoint.Identifier is not null).ToArray();
        var access = file.Controller.IsPublic ? "public" : "internal";
        if (streams.Length == 0)
        {
            writer.Summary($"Sends nothing: the event streams of {Documentation.Code(file.Controller.Name)} have errors.");
            writer.GeneratedCode();
            writer.Line($"{access} sealed class {file.BroadcasterName};");
            return;
        }

        writer.Summary("Sends events to the connections of " + Documentation.See(file.Controller.Type) + ".");
        writer.Line("/// <remarks>A singleton. Inject it wherever events originate.</remarks>");
        writer.Parameter("streams", "The streams of the application.");
        writer.GeneratedCode();
        writer.ObsoleteLike(file);
        using (writer.Block($"{access} sealed class {file.BroadcasterName}({Names.CompilerServices}StreamRegistry streams)"))
        {
            EmitMembers(writer, streams, Names.Helper(file.HelperName));
        }
    }

    private static void EmitMembers(CodeWriter writer, NamedEndpointModel[] streams, string helper)
    {
        var keys = streams.Select(s => new StreamKeys(s.Endpoint.Identifier!.Keys)).ToArray();
        foreach (var stream in streams)
        {
            var (field, description) = (MemberNames.Field(stream.MemberName), MemberNames.Description(stream.MemberName));
            writer.Open($"private readonly {Names.CompilerServices}StreamPublisher {field} = streams.GetPublisher(");
            writer.Item($"{helper}.{description}");
            writer.Close(");");
        }

        for (var i = 0; i < streams.Length; i++)
        {
            new BroadcastEmitter(writer, streams[i], keys[i]).Emit(streams[i].Broadcasts);
        }

        ForgottenKeyEmitter.Emit(writer, streams);
        for (var i = 0; i < streams.Length; i++)
        {
            CompleteEmitter.Emit(writer, streams[i], keys[i], helper);
            SubscribeEmitter.Emit(writer, streams[i], keys[i]);
            PresenceEmitter.Emit(writer, streams[i], keys[i]);
        }

        for (var i = 0; i < streams.Length; i++)
        {
            writer.Separate();
            IdentifierEmitter.Emit(writer, streams[i], keys[i]);
        }
    }
}
