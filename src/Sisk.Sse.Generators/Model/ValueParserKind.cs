namespace Sisk.Sse.Generators.Model;

/// <summary>The ways to parse a value.</summary>
internal enum ValueParserKind
{
    /// <summary>Text, taken as it is.</summary>
    String,

    /// <summary>An address.</summary>
    Uri,

    /// <summary>An enum, by name or number.</summary>
    Enum,

    /// <summary>A type that implements <c>IParsable&lt;T&gt;</c>.</summary>
    Parsable,

    /// <summary>A type with a <c>TryParse</c> of its own.</summary>
    TryParse,

    /// <summary>A type with a <c>TryParse</c> of its own that takes a culture.</summary>
    CultureTryParse,
}
