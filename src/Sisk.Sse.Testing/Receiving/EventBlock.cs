namespace Sisk.Sse.Testing.Receiving;

/// <summary>The part of a stream that a blank line ends: an event, or fields without data.</summary>
/// <param name="EventName">The event name; null if there is none.</param>
/// <param name="Data">The data; null for a block that has none, such as an id by itself.</param>
/// <param name="Id">The id; null if the block has none.</param>
internal readonly record struct EventBlock(string? EventName, string? Data, string? Id);
