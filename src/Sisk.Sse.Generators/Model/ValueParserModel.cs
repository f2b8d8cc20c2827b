namespace Sisk.Sse.Generators.Model;

/// <summary>What turns text into a value.</summary>
/// <param name="Kind">How the text is read.</param>
/// <param name="Type">How generated code names the value's type; empty for text and addresses, which need no type argument.</param>
/// <param name="IsNullable">Whether the value may be missing: it is <c>T?</c> of a value type.</param>
internal sealed record ValueParserModel(ValueParserKind Kind, string Type = "", bool IsNullable = false);
