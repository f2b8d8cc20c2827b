namespace Sisk.Sse.Generators.Model;

/// <summary>Which of the runtime's parsers turns text into a value.</summary>
/// <param name="Name">The name of the method of <c>ValueParsers</c>.</param>
/// <param name="TypeArgument">Its type argument; empty for text, which needs none.</param>
internal sealed record ValueParserModel(string Name, string TypeArgument);
