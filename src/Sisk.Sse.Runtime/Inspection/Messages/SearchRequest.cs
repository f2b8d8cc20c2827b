namespace Sisk.Sse.Inspection.Messages;

/// <summary>Asks for connections.</summary>
/// <param name="Text">A part of the identifier, the user or the address; empty for all.</param>
/// <param name="Stream">The stream's name; null for all.</param>
/// <param name="Order">The order: <c>queue</c>, <c>sent</c>, <c>oldest</c>, or else the newest first.</param>
internal sealed record SearchRequest(string Text, string? Stream, string? Order);
