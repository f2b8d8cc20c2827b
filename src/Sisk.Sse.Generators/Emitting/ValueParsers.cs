using System;
using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>What reads a value from text: a method of the runtime's, or the <c>TryParse</c> of the value's own type.</summary>
internal static class ValueParsers
{
    private const string Nullable = "Nullable";
    private const string Culture = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>As an argument, for a value of the type as it is declared.</summary>
    public static string Of(ValueParserModel parser, string type) => parser.Name switch
    {
        "TryParse" or "CultureTryParse" => $"{Lambda(type)} => {OwnCall(parser, "text", "value!")}",
        "NullableTryParse" or "NullableCultureTryParse" =>
            $"{Lambda(type)} => {{ var parsed = {OwnCall(parser, "text", "var result")}; value = result; return parsed; }}",
        _ => Names.CompilerServices + "ValueParsers." + parser.Name + (parser.TypeArgument.Length == 0 ? "" : "<" + parser.TypeArgument + ">"),
    };

    /// <summary>A call for a segment of an identifier, where empty text is how a missing value is written.</summary>
    public static string Call(ValueParserModel parser, string text, string output) =>
        parser.Name.StartsWith(Nullable, StringComparison.Ordinal)
            ? $"{Names.CompilerServices}ValueParsers.Nullable({text}, {Of(parser with { Name = parser.Name.Substring(Nullable.Length) }, parser.TypeArgument)}, out {output})"
            : parser.Name.EndsWith("TryParse", StringComparison.Ordinal)
                ? OwnCall(parser, text, output)
                : $"{Of(parser, parser.TypeArgument)}({text}, out {output})";

    /// <summary>The attribute has to be that of the delegate.</summary>
    private static string Lambda(string type) =>
        $"static (string text, {Names.MaybeNull} out {type} value)";

    private static string OwnCall(ValueParserModel parser, string text, string output)
    {
        var culture = parser.Name.EndsWith("CultureTryParse", StringComparison.Ordinal) ? Culture + ", " : "";
        return $"{parser.TypeArgument}.TryParse({text}, {culture}out {output})";
    }
}
