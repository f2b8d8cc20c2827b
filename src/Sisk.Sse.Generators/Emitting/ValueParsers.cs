using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>The runtime's method that reads a value from text.</summary>
internal static class ValueParsers
{
    public static string Of(ValueParserModel parser) =>
        Names.Infrastructure + "ValueParsers." + parser.Name + (parser.TypeArgument.Length == 0 ? "" : "<" + parser.TypeArgument + ">");
}
