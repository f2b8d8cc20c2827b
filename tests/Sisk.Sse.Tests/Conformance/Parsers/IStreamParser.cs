namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>A third-party parser of event streams.</summary>
internal interface IStreamParser
{
    /// <summary>
    /// Gets a value indicating whether an id applies to later events too, as in the standard. The npm parser reports
    /// only the id of the event's own block and leaves the rest to its caller.
    /// </summary>
    bool KeepsIds { get; }

    /// <summary>Parses a stream that arrives in the given reads.</summary>
    Task<ParsedStream> ParseAsync(IReadOnlyList<byte[]> reads);
}
