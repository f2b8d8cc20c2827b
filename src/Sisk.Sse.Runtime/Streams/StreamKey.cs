namespace Sisk.Sse.Streams;

/// <summary>A key of a push stream's identifiers.</summary>
/// <param name="Name">Its name in the stream contract.</param>
/// <param name="Format">Returns the segment for a value that is given as text; null if the text is not such a value.</param>
/// <param name="NullSegment">The segment of a missing value; null if the key always has one.</param>
internal sealed record StreamKey(string Name, Func<string, string?> Format, string? NullSegment);
