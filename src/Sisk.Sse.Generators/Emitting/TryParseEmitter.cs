using System.Linq;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits the method that reads the values from an identifier.</summary>
internal static class TryParseEmitter
{
    public static void Emit(CodeWriter writer, IdentifierModel identifier)
    {
        var keys = identifier.Keys;
        var taken = keys.Select(k => k.Name).ToArray();
        var text = Names.Fresh("identifier", taken);
        writer.Separate();
        writer.Summary("Reads the values from an identifier. Returns false if it does not match.");
        writer.Open($"public static bool TryParse(");
        writer.Item($"string? {text}");
        foreach (var key in keys)
        {
            var type = key.MayBeNull ? key.OutputType : key.Type;
            writer.Item($"{(key.IsReferenceType ? Names.MaybeNull + " " : "")}out {type} {Keywords.Escape(key.Name)}");
        }

        writer.Close(")");
        using (writer.Block())
        {
            foreach (var key in keys)
            {
                writer.Line(Keywords.Escape(key.Name) + " = default;");
            }

            EmitMatch(writer, keys, text, Names.Fresh("values", taken), identifier);
        }
    }

    private static void EmitMatch(CodeWriter writer, EquatableArray<KeyModel> keys, string text, string values, IdentifierModel identifier)
    {
        var unique = Literals.Of(identifier.IsUnique);

        // The constant cannot be used if a key has its name, and it does not mark keys that can be null.
        var template = keys.Any(k => k.Name == "Template" || k.MayBeNull)
            ? Literals.Text(IdentifierText.MatchedTemplate(identifier.Segments))
            : "Template";
        var output = "out string[] " + (keys.Count == 0 ? "_" : values);
        var end = keys.Count == 0 ? ";" : "";
        writer.Line(
            $"return {Names.CompilerServices}IdentifierHandler.TryMatch({text}, {template}, uniqueSegment: {unique}, {output}){end}");
        using (writer.Indent())
        {
            for (var i = 0; i < keys.Count; i++)
            {
                end = i == keys.Count - 1 ? ";" : "";
                writer.Line($"&& {ValueParsers.Call(keys[i], $"{values}[{i}]", Keywords.Escape(keys[i].Name))}{end}");
            }
        }
    }
}
