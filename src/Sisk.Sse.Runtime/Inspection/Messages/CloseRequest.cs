namespace Sisk.Sse.Inspection.Messages;

/// <summary>Asks for the end of a connection, or of all connections with an identifier on all servers.</summary>
/// <param name="Connection">The connection's <see cref="ConnectionView.Id"/>; null to close by identifier.</param>
/// <param name="Identifier">The identifier, if no connection is given.</param>
/// <param name="ForGood">True if the clients may not reconnect.</param>
/// <param name="User">The operator, for the log of another server. What a page sends here is replaced.</param>
internal sealed record CloseRequest(string? Connection, string? Identifier, bool ForGood, string? User = null);
