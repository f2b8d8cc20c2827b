using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>One overload of a broadcast method.</summary>
internal static class BroadcastEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel stream, BroadcastModel broadcast)
    {
        KeyModel[] keys = [.. stream.Endpoint.Identifier!.Keys.Take(broadcast.KeyCount)];
        var taken = keys.Select(k => k.Name).ToArray();
        var payload = Names.Fresh("payload", taken);
        var cancellation = Names.Fresh("ct", taken);
        EmitDocumentation(writer, stream, broadcast, keys, payload, cancellation);

        writer.Open($"{(broadcast.IsPublic ? "public" : "internal")} {Names.ValueTask} {broadcast.Name}(");
        IdentifierText.EmitParameters(writer, stream.Endpoint.Identifier.Keys, keys.Length);
        writer.Item($"{broadcast.Event.BroadcastType} {payload}");
        writer.Item($"{Names.CancellationToken} {cancellation} = default");
        writer.Close(") =>");
        using (writer.Indent())
        {
            var name = broadcast.Event.EventName is { } eventName ? Literals.Text(eventName) : "null";
            var (key, comma) = keys.Length == 0 ? ("", "") : (IdentifierText.Key(keys), ", ");
            var field = MemberNames.Field(stream.MemberName);
            var publisher = taken.Contains(field) ? "this." + field : field;
            writer.Line($"{publisher}.BroadcastAsync({key}{comma}{name}, {payload}, {cancellation});");
        }
    }

    private static void EmitDocumentation(
        CodeWriter writer, NamedEndpointModel stream, BroadcastModel broadcast, KeyModel[] keys, string payload, string cancellation)
    {
        var named = broadcast.Event.EventName is { } name ? " named " + Documentation.Code(name) : "";
        var receivers = keys.Length == 0 ? "every connection" : "the connections";
        writer.Line($"/// <summary>Sends an event{named} to {receivers} of <see cref=\"{stream.Endpoint.Method.Reference}\"/>{Selection(keys)}.</summary>");
        foreach (var key in keys)
        {
            writer.Parameter(key.Name, "The value that a connection was opened with.");
        }

        var isText = broadcast.Event.BroadcastType == "string";
        writer.Parameter(payload, isText ? "The event's text, sent as it is." : "The event, sent as JSON.");
        writer.Parameter(cancellation, "Cancels the broadcast.");
        writer.Returns("A task that completes when the event is accepted.");
    }

    private static string Selection(KeyModel[] keys) =>
        keys.Length == 0 ? "" : " with this " + Documentation.Enumerate([.. keys.Select(k => Documentation.SeeParameter(k.Name))]);
}
