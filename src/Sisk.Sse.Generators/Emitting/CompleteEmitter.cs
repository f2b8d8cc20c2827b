using System;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the methods that end the connections of a stream after a last event.</summary>
internal static class CompleteEmitter
{
    /// <summary>
    /// Emits a method for each leading subset of the keys. There is none without keys for a stream that has keys: a call that forgets the
    /// key would end all streams.
    /// </summary>
    public static void Emit(CodeWriter writer, NamedEndpointModel stream, StreamKeys keys, string helper)
    {
        if (stream.Endpoint is not { Identifier: { } identifier, Payload: { } payload })
        {
            return;
        }

        var access = payload.IsPublic && identifier.KeysArePublic ? "public" : "internal";
        var type = payload.IsHierarchy ? payload.BareType : payload.Events[0].BroadcastType;
        var field = MemberNames.Field(stream.MemberName);
        var (events, scope) = (EventWriterEmitter.Of(stream), payload.IsHierarchy ? helper + "." : "");
        for (var count = Math.Min(1, keys.Count); count <= keys.Count; count++)
        {
            var (last, cancellation) = (keys.Fresh("last", count), keys.Fresh("ct", count));
            EmitDocumentation(writer, stream.Endpoint.Method.Reference, keys, count, last, cancellation);
            writer.Open($"{access} {Names.ValueTask} {MemberNames.Complete(stream.StreamName)}(");
            keys.EmitParameters(writer, count);
            writer.Item($"{type} {last}");
            writer.Item($"{Names.CancellationToken} {cancellation} = default");
            writer.Close(") =>");
            using (writer.Indent())
            {
                writer.Line(
                    $"{keys.Scope(field, count)}{field}.CompleteAsync({keys.Selector(count)}{last}, {scope}{events}, {cancellation});");
            }
        }
    }

    private static void EmitDocumentation(CodeWriter writer, string reference, StreamKeys keys, int count, string last, string cancellation)
    {
        writer.Separate();
        writer.Line("/// <summary>");
        writer.Line($"/// Sends a last event to the connections of <see cref=\"{reference}\"/>{(count == 0 ? "," : "")}");
        if (count > 0)
        {
            writer.Line($"///{keys.Selection(count)},");
        }

        writer.Line("/// and ends them permanently. Clients that connect later get the same while the history holds the event.");
        writer.Line("/// </summary>");
        keys.Document(writer, count, "The value that a connection was opened with.");
        writer.Parameter(last, "The last event.");
        writer.Parameter(cancellation, "Cancels the broadcast.");
        writer.Returns("A task that completes when the event is accepted.");
    }
}
