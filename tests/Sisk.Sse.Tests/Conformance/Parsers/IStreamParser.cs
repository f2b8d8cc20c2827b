namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>A parser of event streams that is not ours.</summary>
internal interface IStreamParser
{
    /// <summary>
    /// Whether an id stays for later events, as the standard has it. npm's parser reports the id of an event's own block
    /// alone, and forgets that of a block without data: its callers keep it.
    /// </summary>
    bool KeepsIds { get; }

    /// <summary>Parses a stream that arrives in the given reads.</summary>
    Task<ParsedStream> ParseAsync(IReadOnlyList<byte[]> reads);
}
