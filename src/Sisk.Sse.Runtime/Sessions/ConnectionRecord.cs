using System.Net;

namespace Sisk.Sse.Sessions;

/// <summary>
/// The facts about a connection that the inspector shows. They are copied when the stream opens, since its request may not be read from
/// another thread, and not at all after its end.
/// </summary>
internal sealed class ConnectionRecord
{
    /// <summary>Gets the number of the connection, counted from the start of this server.</summary>
    internal long Number { get; init; }

    /// <summary>Gets the name of the stream in telemetry.</summary>
    internal required string Stream { get; init; }

    internal required SessionKind Kind { get; init; }

    /// <summary>Gets the identifier; null for a connection that has none.</summary>
    internal string? Identifier { get; init; }

    /// <summary>Gets the signed-in user; null for an anonymous client.</summary>
    internal string? User { get; init; }

    internal IPAddress? Address { get; init; }

    /// <summary>Gets the protocol of the request, such as <c>HTTP/2</c>.</summary>
    internal required string Protocol { get; init; }

    /// <summary>Gets the name of the transport; null for a client that was refused.</summary>
    internal string? Transport { get; init; }

    /// <summary>Gets the last event ID that the client has sent; null if it sent none.</summary>
    internal string? LastEventId { get; init; }

    internal DateTimeOffset OpenedAt { get; init; }

    /// <summary>Gets the limit that has refused the client; null for a stream that was open.</summary>
    internal string? Limit { get; init; }

    internal DateTimeOffset EndedAt { get; private set; }

    /// <summary>Gets the reason for which the stream has ended. Set before the record is in <see cref="EndedConnections"/>.</summary>
    internal CloseReason Reason { get; private set; }

    /// <summary>Gets or sets the number of bytes that were sent when the stream was closed, and later those of its end.</summary>
    internal long SentBytes { get; set; }

    internal void End(CloseReason reason, DateTimeOffset at, long sentBytes) => (Reason, EndedAt, SentBytes) = (reason, at, sentBytes);
}
