namespace Sisk.Sse.Tests.Conformance.Parsers;

/// <summary>The result of parsing a stream.</summary>
/// <param name="Events">The dispatched events, in order.</param>
/// <param name="Retry">The last retry time in milliseconds, or null if none was set.</param>
internal sealed record ParsedStream(IReadOnlyList<ParsedEvent> Events, double? Retry);

/// <summary>An event as a parser dispatches it.</summary>
/// <param name="Type">The event name, or <c>message</c> if it has none.</param>
/// <param name="Data">The data lines, joined with LF.</param>
/// <param name="Id">The client's last event ID after this event, or null if there is none.</param>
internal sealed record ParsedEvent(string Type, string Data, string? Id);
