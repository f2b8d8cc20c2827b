namespace Sisk.Sse.Generators.Model;

/// <summary>The parser that turns text into a value.</summary>
/// <param name="Kind">The way to parse the text.</param>
/// <param name="Type">The name of the value's type in generated code; empty for text and URIs, which need no type argument.</param>
/// <param name="IsNullable">True for <c>T?</c> of a value type.</param>
internal sealed record ValueParserModel(ValueParserKind Kind, string Type = "", bool IsNullable = false);
