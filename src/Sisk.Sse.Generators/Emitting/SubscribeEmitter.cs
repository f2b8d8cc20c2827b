using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the method that subscribes to a stream within the process.</summary>
internal static class SubscribeEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel stream, StreamKeys keys)
    {
        if (stream.Endpoint is not { Identifier: { } identifier, Payload: { } payload })
        {
            return;
        }

        var cancellation = keys.Fresh("ct", keys.Count);
        EmitDocumentation(writer, stream.Endpoint.Method.Reference, keys, cancellation);
        var access = payload.IsPublic && identifier.KeysArePublic ? "public" : "internal";
        writer.Open($"{access} {Names.EventSubscription}<{payload.Type}> {MemberNames.Subscribe(stream.StreamName)}(");
        keys.EmitParameters(writer, keys.Count);
        writer.Item($"{Names.CancellationToken} {cancellation} = default");
        writer.Close(") =>");
        using (writer.Indent())
        {
            var field = MemberNames.Field(stream.MemberName);
            writer.Line($"{keys.Scope(field, keys.Count)}{field}.Subscribe<{payload.Type}>({keys.Selector(keys.Count)}{cancellation});");
        }
    }

    private static void EmitDocumentation(CodeWriter writer, string reference, StreamKeys keys, string cancellation)
    {
        writer.Separate();
        writer.Line("/// <summary>");
        writer.Line($"/// Subscribes to the events of a connection of <see cref=\"{reference}\"/>{(keys.Count == 0 ? "." : "")}");
        if (keys.Count > 0)
        {
            writer.Line($"///{keys.Selection(keys.Count)}.");
        }

        writer.Line("/// </summary>");
        keys.Document(writer, keys.Count, "The value that a connection would be opened with.");
        writer.Parameter(cancellation, "Cancels the enumeration.");
        writer.Returns("The events from now on, each as a client reads it.");
    }
}
