using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the class that formats and parses the identifiers of a push stream's connections.</summary>
internal static class IdentifierEmitter
{
    public static void Emit(CodeWriter writer, NamedEndpointModel stream, StreamKeys keys)
    {
        var identifier = stream.Endpoint.Identifier!;
        writer.Line($"/// <summary>The identifiers of the connections of <see cref=\"{stream.Endpoint.Method.Reference}\"/>.</summary>");
        if (keys.Count > 0)
        {
            writer.Line("/// <remarks>Each value is escaped to one segment.</remarks>");
        }

        var access = identifier.KeysArePublic ? "public" : "internal";
        using (writer.Block($"{access} static class {MemberNames.Identifier(stream.MemberName)}"))
        {
            EmitTemplate(writer, identifier);
            var whole = IdentifierText.Format(identifier.Segments);
            EmitFormat(writer, identifier, keys, whole);

            // If the first segment is a parameter, the prefix before it is empty and would match all streams of the application.
            for (var count = identifier.Segments is [{ Key: not null }, ..] ? 1 : 0; count < keys.Count; count++)
            {
                EmitPrefix(writer, keys, count, IdentifierText.Format(identifier.Prefix(count)));
            }

            EmitPrefix(writer, keys, keys.Count, whole);
            TryParseEmitter.Emit(writer, identifier);
        }
    }

    private static void EmitTemplate(CodeWriter writer, IdentifierModel identifier)
    {
        var suffix = identifier.IsUnique ? " A segment of the connection's own follows." : "";
        writer.Line($"/// <summary>The segments, with parameter names in place of values.{suffix}</summary>");
        writer.Line($"public const string Template = {Literals.Text(IdentifierText.Template(identifier.Segments))};");
    }

    private static void EmitFormat(CodeWriter writer, IdentifierModel identifier, StreamKeys keys, string expression)
    {
        writer.Separate();
        writer.Summary(identifier.IsUnique
            ? "Formats an identifier, without the connection's own segment."
            : "Formats the identifier of a connection.");
        EmitExpression(writer, "Format", keys, keys.Count, expression);
    }

    private static void EmitPrefix(CodeWriter writer, StreamKeys keys, int count, string expression)
    {
        writer.Separate();
        var which = count switch
        {
            0 => "every identifier",
            1 => "the identifiers with this value",
            _ => "the identifiers with these values",
        };
        writer.Line($"/// <summary>The prefix of {which}.</summary>");
        EmitExpression(writer, "Prefix", keys, count, expression);
    }

    private static void EmitExpression(CodeWriter writer, string name, StreamKeys keys, int count, string expression)
    {
        writer.Open($"public static string {name}(");
        keys.EmitParameters(writer, count);
        writer.Close($") => {expression};");
    }
}
