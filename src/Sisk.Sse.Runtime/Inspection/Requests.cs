using System.Text.Json;

namespace Sisk.Sse.Inspection;

/// <summary>Asks for the end of a connection, or of all connections with an identifier on all servers.</summary>
/// <param name="Connection">The connection's <see cref="ConnectionView.Id"/>; null to close by identifier.</param>
/// <param name="Identifier">The identifier, if no connection is given.</param>
/// <param name="ForGood">True if the clients may not reconnect.</param>
/// <param name="User">The operator, for the log of another server. What a page sends here is replaced.</param>
internal sealed record CloseRequest(string? Connection, string? Identifier, bool ForGood, string? User = null);

/// <summary>Asks for a test event.</summary>
/// <param name="Stream">The stream's <see cref="TargetView.Id"/>.</param>
/// <param name="Event">The event's name on the wire.</param>
/// <param name="Key">The values of the key. None sends the event to all connections.</param>
/// <param name="Data">The data.</param>
internal sealed record SendRequest(string? Stream, string? Event, IReadOnlyList<string>? Key, JsonElement Data);

/// <summary>Asks for connections.</summary>
/// <param name="Text">A part of the identifier, the user or the address; empty for all.</param>
/// <param name="Stream">The stream's name; null for all.</param>
/// <param name="Order">The order: <c>queue</c>, <c>sent</c>, <c>oldest</c>, or else the newest first.</param>
internal sealed record SearchRequest(string Text, string? Stream, string? Order);

/// <summary>Asks another server for a sample, and for the connections that have ended since a position of each server.</summary>
internal sealed record SampleRequest(IReadOnlyDictionary<string, long> Ended);

/// <summary>A sample of another server, with the connections that have ended from one position to another.</summary>
internal sealed record SampleAnswer(string Name, IReadOnlyList<StreamView> Streams, long From, long To, IReadOnlyList<EndedView> Ended);
