using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Formats the expressions that parse a value, with a method of the runtime or with the <c>TryParse</c> of its type.
/// </summary>
internal static class ValueParsers
{
    private const string Culture = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Returns the argument that parses a value of the declared type.</summary>
    public static string Of(ValueParserModel parser, string type) => (IsOwn(parser), parser.IsNullable) switch
    {
        (true, false) => $"{Lambda(type)} => {OwnCall(parser, "text", "value!")}",
        (true, true) =>
            $"{Lambda(type)} => {{ bool parsed = {OwnCall(parser, "text", parser.Type + " result")}; value = result; return parsed; }}",
        _ => $"{Names.CompilerServices}ParameterBinder.{Method(parser)}{(parser.Type.Length == 0 ? "" : "<" + parser.Type + ">")}",
    };

    /// <summary>Returns the call that parses a value of an identifier.</summary>
    public static string Call(KeyModel key, string text, string output) => (key.MayBeNull, IsOwn(key.Parser)) switch
    {
        (true, _) => $"{Names.CompilerServices}ParameterBinder.{(key.IsReferenceType ? "NullableReference" : "Nullable")}"
            + $"({text}, {Of(key.Parser with { IsNullable = false }, key.Parser.Type)}, out {output})",
        (_, true) => OwnCall(key.Parser, text, output),
        _ => $"{Of(key.Parser, key.Parser.Type)}({text}, out {output})",
    };

    private static bool IsOwn(ValueParserModel parser) => parser.Kind is ValueParserKind.TryParse or ValueParserKind.CultureTryParse;

    private static string Method(ValueParserModel parser) => (parser.Kind, parser.IsNullable) switch
    {
        (ValueParserKind.String, _) => "Text",
        (ValueParserKind.Uri, _) => "Uri",
        (ValueParserKind.Enum, false) => "Enum",
        (ValueParserKind.Enum, true) => "NullableEnum",
        (_, false) => "Parsable",
        (_, true) => "NullableParsable",
    };

    /// <summary>Returns the parameters of a lambda. The attribute must match that of the delegate.</summary>
    private static string Lambda(string type) =>
        $"static (string text, {Names.MaybeNull} out {type} value)";

    private static string OwnCall(ValueParserModel parser, string text, string output)
    {
        var culture = parser.Kind == ValueParserKind.CultureTryParse ? Culture + ", " : "";
        return $"{parser.Type}.TryParse({text}, {culture}out {output})";
    }
}
