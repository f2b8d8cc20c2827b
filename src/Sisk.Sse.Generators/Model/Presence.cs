namespace Sisk.Sse.Generators.Model;

/// <summary>The number of times that a value may be given.</summary>
internal enum Presence
{
    Required,
    Optional,
    Many,

    /// <summary>All values, as <c>StringValues</c>.</summary>
    Texts,

    /// <summary>All values, as <c>StringValues</c>; null if there are none.</summary>
    OptionalTexts,
}
