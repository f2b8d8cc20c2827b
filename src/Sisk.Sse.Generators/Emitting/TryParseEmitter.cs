using System.Collections.Generic;
using System.Linq;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The method that takes the values out of an identifier again.</summary>
internal static class TryParseEmitter
{
    public static void Emit(CodeWriter writer, IdentifierModel identifier)
    {
        var keys = identifier.Keys;
        var taken = keys.Select(k => k.Name).ToArray();
        var text = Names.Fresh("identifier", taken);
        writer.Separate();
        EmitDocumentation(writer, keys, text);
        var parameters = keys.Select(Parameter).Prepend("string? " + text);
        writer.List("public static bool TryParse(", [.. parameters], ")");
        using (writer.Block())
        {
            foreach (var key in keys)
            {
                writer.Line(TypeNames.Escape(key.Name) + " = default;");
            }

            EmitMatch(writer, keys, text, Names.Fresh("values", taken), identifier.IsUnique);
        }
    }

    private static void EmitMatch(CodeWriter writer, IReadOnlyList<KeyModel> keys, string text, string values, bool isUnique)
    {
        var unique = isUnique ? "true" : "false";
        var output = keys.Count == 0 ? "out _" : "out var " + values;
        var match = $"return {Names.Infrastructure}Identifier.TryMatch({text}, Template, uniqueSegment: {unique}, {output})";
        writer.Line(keys.Count == 0 ? match + ";" : match);
        using (writer.Indent())
        {
            for (var i = 0; i < keys.Count; i++)
            {
                var end = i == keys.Count - 1 ? ";" : "";
                writer.Line($"&& {ValueParsers.Call(keys[i].Parser, $"{values}[{i}]", TypeNames.Escape(keys[i].Name))}{end}");
            }
        }
    }

    private static string Parameter(KeyModel key)
    {
        var annotation = key.IsReferenceType ? "[global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] " : "";
        return $"{annotation}out {key.Type} {TypeNames.Escape(key.Name)}";
    }

    private static void EmitDocumentation(CodeWriter writer, IReadOnlyList<KeyModel> keys, string text)
    {
        writer.Summary("Takes the values out of an identifier.");
        writer.Parameter(text, "The identifier of a connection.");
        foreach (var key in keys)
        {
            writer.Parameter(key.Name, "The value of " + Documentation.Code(key.Name) + ".");
        }

        writer.Returns("False for an identifier of another form, or with a value that cannot be read.");
    }
}
