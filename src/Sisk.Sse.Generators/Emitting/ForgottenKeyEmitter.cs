using System;
using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Emits overloads of broadcasts without keys, whose calls do not compile. The error says what to call instead. They come last: if no
/// overload fits, the compiler reports the first, which should be the one with the key.
/// </summary>
internal static class ForgottenKeyEmitter
{
    public static void Emit(CodeWriter writer, IReadOnlyList<NamedEndpointModel> streams)
    {
        // A stream without keys may have the method.
        var taken = new HashSet<string>(streams.SelectMany(s => s.Broadcasts).Where(b => b.KeyCount == 0).Select(b => b.Name));
        foreach (var stream in streams.Where(s => s.Endpoint.Identifier!.Keys.Count > 0))
        {
            foreach (var broadcast in stream.Broadcasts.Where(b => b.KeyCount == 0))
            {
                var name = stream.Endpoint.BroadcastName(broadcast.Event, toAll: false);
                if (!taken.Contains(name))
                {
                    Emit(writer, stream, name, broadcast);
                }
            }
        }
    }

    private static void Emit(CodeWriter writer, NamedEndpointModel stream, string name, BroadcastModel broadcast)
    {
        var call = broadcast.Name + "(payload";
        if (!stream.Endpoint.Identifier!.Keys[0].Type.StartsWith("global::", StringComparison.Ordinal))
        {
            EmitMethod(writer, stream, name, broadcast, $"{Names.CancellationToken} ct = default", $") => {call}, ct);");
            return;
        }

        // In a call with new(1), new("text"), both can be of any type, and the compiler would prefer this method, because it needs no
        // default value. The type of a generic token is not inferred from new(…).
        EmitMethod(writer, stream, name, broadcast, null, $") => {call});");
        EmitMethod(
            writer,
            stream,
            name + "<TToken>",
            broadcast,
            "TToken ct",
            $") where TToken : struct, global::System.IEquatable<{Names.CancellationToken}> => {call});");
    }

    private static void EmitMethod(
        CodeWriter writer, NamedEndpointModel stream, string name, BroadcastModel broadcast, string? token, string end)
    {
        writer.Separate();
        writer.Line($"/// <summary>Does not compile: the key of <see cref=\"{stream.Endpoint.Method.Reference}\"/> is missing.</summary>");
        writer.Line(Names.EditorBrowsableNever);
        writer.Open($"[global::System.Obsolete(");
        writer.Item($"\"Pass the key of the connections, or call {broadcast.Name} to send to every connection.\"");
        writer.Item($"error: true");
        writer.Close(")]");
        writer.Open($"{(broadcast.IsPublic ? "public" : "internal")} {Names.ValueTask} {name}(");
        writer.Item($"{broadcast.Event.BroadcastType} payload");
        if (token is not null)
        {
            writer.Item($"{token}");
        }

        writer.Close(end);
    }
}
