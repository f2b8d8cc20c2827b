using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Broadcasts without keys under the name of those with keys. A call does not compile, and the error says what to call instead.
/// They come last: of several overloads that do not fit, the compiler reports the first, and a key of the wrong type is to be called one.
/// </summary>
internal static class ForgottenKeyEmitter
{
    public static void Emit(CodeWriter writer, IReadOnlyList<NamedEndpointModel> streams)
    {
        // A stream without keys may really have the method.
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
        writer.Separate();
        writer.Line($"/// <summary>Does not compile: the key of <see cref=\"{stream.Endpoint.Method.Reference}\"/> is missing.</summary>");
        writer.Line(Names.EditorBrowsableNever);
        writer.Open($"[global::System.Obsolete(");
        writer.Item($"\"Pass the key of the connections, or call {broadcast.Name} to send to every connection.\"");
        writer.Item($"error: true");
        writer.Close(")]");
        writer.Open($"{(broadcast.IsPublic ? "public" : "internal")} {Names.ValueTask} {name}(");
        writer.Item($"{broadcast.Event.BroadcastType} payload");
        writer.Item($"{Names.CancellationToken} ct = default");
        writer.Close($") => {broadcast.Name}(payload, ct);");
    }
}
