using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The class that writes and reads the identifiers of a push stream's connections.</summary>
internal static class IdentifierEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel stream)
    {
        var identifier = stream.Endpoint.Identifier!;
        var keys = identifier.Keys;
        writer.Summary("The identifiers of the connections of " + Documentation.See(stream.Endpoint.Method.Reference) + ".");
        writer.GeneratedCode();
        var access = identifier.KeysArePublic ? "public" : "internal";
        using (writer.Block($"{access} static class {Names.Identifier(stream.MemberName)}"))
        {
            EmitTemplate(writer, identifier);
            EmitFormat(writer, identifier, keys);
            for (var count = 0; count <= keys.Count; count++)
            {
                EmitPrefix(writer, identifier, [.. keys.Take(count)], isWhole: count == keys.Count);
            }

            TryParseEmitter.Emit(writer, identifier);
        }
    }

    private static void EmitTemplate(CodeWriter writer, IdentifierModel identifier)
    {
        var suffix = identifier.IsUnique ? " The identifier of a connection has one further segment, which is its own." : "";
        writer.Summary("The segments of an identifier, with the names of parameters for their values." + suffix);
        writer.Line($"public const string Template = {Literals.Text(IdentifierText.Template(identifier.Segments))};");
    }

    private static void EmitFormat(CodeWriter writer, IdentifierModel identifier, IReadOnlyList<KeyModel> keys)
    {
        writer.Separate();
        var values = keys.Count == 0 ? "" : " with these values";
        var summary = identifier.IsUnique
            ? $"What the identifiers of all connections opened{values} begin with"
            : $"The identifier of the connection{values}";
        EmitExpression(writer, "Format", keys, summary, IdentifierText.Format(identifier.Segments));
    }

    private static void EmitPrefix(CodeWriter writer, IdentifierModel identifier, IReadOnlyList<KeyModel> keys, bool isWhole)
    {
        writer.Separate();
        var which = "every connection" + (keys.Count == 0 ? "" : keys.Count == 1 ? " with this value" : " with these values");
        var segments = isWhole ? identifier.Segments : identifier.Prefix(keys.Count);
        EmitExpression(writer, "Prefix", keys, $"The segments that the identifier of {which} begins with", IdentifierText.Format(segments));
    }

    private static void EmitExpression(
        CodeWriter writer, string name, IReadOnlyList<KeyModel> keys, string summary, string expression)
    {
        writer.Summary(summary + ".");
        foreach (var key in keys)
        {
            writer.Parameter(key.Name, $"The value of {Documentation.Code(key.Name)}; it is escaped, so that it stays one segment.");
        }

        writer.Returns("The segments, with a slash between them.");
        writer.List($"public static string {name}(", [.. IdentifierText.Parameters(keys)], $") => {expression};");
    }
}
