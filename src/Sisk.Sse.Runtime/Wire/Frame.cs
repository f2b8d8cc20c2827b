namespace Sisk.Sse.Wire;

/// <summary>
/// One event, comment or retry, encoded once and never changed afterwards: every connection that it goes to holds a
/// reference to the same bytes.
/// </summary>
/// <param name="Bytes">The encoded block with its closing blank line.</param>
/// <param name="IsEvent">False for comments and bare fields, which no application can see.</param>
/// <param name="EventName">The event's name, by which waiting events coalesce.</param>
/// <param name="Key">The keys it was broadcast to, by which waiting events coalesce.</param>
internal sealed record Frame(byte[] Bytes, bool IsEvent, string? EventName = null, string? Key = null)
{
    /// <summary>Whether a waiting event is out of date once this one is there.</summary>
    internal bool Replaces(Frame waiting) =>
        waiting.IsEvent && waiting.EventName == EventName && waiting.Key == Key;
}
