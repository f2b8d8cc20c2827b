namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>What a parser made of a stream.</summary>
/// <param name="Events">The dispatched events, in order.</param>
/// <param name="Retry">The last retry time in milliseconds; null where none was set.</param>
internal sealed record ParsedStream(IReadOnlyList<ParsedEvent> Events, double? Retry);

/// <summary>An event as a parser dispatches it.</summary>
/// <param name="Type">The event's name, <c>message</c> where it has none.</param>
/// <param name="Data">The data, its lines joined by LF.</param>
/// <param name="Id">The last event id that the client has now; null where it has none.</param>
internal sealed record ParsedEvent(string Type, string Data, string? Id);
