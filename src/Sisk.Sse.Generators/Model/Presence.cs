namespace Sisk.Sse.Generators.Model;

/// <summary>The number of times that a value may be given.</summary>
internal enum Presence
{
    Required,
    Optional,
    Many,

    /// <summary>All of them, as <c>StringValues</c>.</summary>
    Texts,

    /// <summary>All of them, or null for none.</summary>
    OptionalTexts,
}
