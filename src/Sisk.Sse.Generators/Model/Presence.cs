namespace Sisk.Sse.Generators.Model;

/// <summary>How often a value may be given.</summary>
internal enum Presence
{
    Required,
    Optional,
    Many,
}
