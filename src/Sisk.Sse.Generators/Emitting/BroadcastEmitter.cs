using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>One overload of a broadcast method.</summary>
internal static class BroadcastEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel stream, BroadcastModel broadcast)
    {
        var keys = stream.Endpoint.Identifier!.Keys.Take(broadcast.KeyCount).ToArray();
        var taken = keys.Select(k => k.Name).ToArray();
        var payload = Names.Fresh("payload", taken);
        var cancellation = Names.Fresh("ct", taken);
        EmitDocumentation(writer, stream, broadcast, keys, payload, cancellation);

        var parameters = IdentifierText.Parameters(keys)
            .Append($"{broadcast.Event.Type} {payload}")
            .Append($"{Names.CancellationToken} {cancellation} = default");
        var access = broadcast.IsPublic ? "public" : "internal";
        writer.List($"{access} {Names.ValueTask} {broadcast.Name}(", [.. parameters], ") =>");
        using (writer.Indent())
        {
            var name = broadcast.Event.EventName is { } eventName ? Literals.Text(eventName) : "null";
            var arguments = new List<string> { name, payload, cancellation };
            if (keys.Length > 0)
            {
                arguments.Insert(0, IdentifierText.Key(keys));
            }

            writer.Line($"{Names.Field(stream.MemberName)}.BroadcastAsync({string.Join(", ", arguments)});");
        }
    }

    private static void EmitDocumentation(
        CodeWriter writer, NamedEndpointModel stream, BroadcastModel broadcast, KeyModel[] keys, string payload, string cancellation)
    {
        var method = Documentation.See(stream.Endpoint.Method.Reference);
        var named = broadcast.Event.EventName is { } name ? " named " + Documentation.Code(name) : "";
        var receivers = keys.Length == 0
            ? "every connection of " + method
            : $"the connections of {method} with this {Documentation.Enumerate([.. keys.Select(k => Documentation.SeeParameter(k.Name))])}";
        writer.Summary($"Sends an event{named} to {receivers}.");
        foreach (var key in keys)
        {
            writer.Parameter(key.Name, $"The {Documentation.Code(key.Name)} that a connection must have been opened with, as a whole.");
        }

        var isText = broadcast.Event.Type.TrimEnd('?') == "string";
        var format = isText ? "text, sent as it is" : Documentation.SeeType(broadcast.Event.Type) + ", sent as JSON";
        writer.Parameter(payload, $"What the event carries: {format}.");
        writer.Parameter(cancellation, "Gives up while the event is not yet accepted.");
        writer.Returns("Completes when the event has its id and is accepted; a client that does not read does not hold it up.");
    }
}
