using Sisk.Sse.Sessions;

namespace Sisk.Sse.Inspection.Messages;

/// <summary>A connection that has ended.</summary>
internal sealed record EndedView(
    string Server,
    string Stream,
    string? Identifier,
    string? User,
    string? Address,
    long Opened,
    long Ended,
    string Protocol,
    long Sent,
    string Reason,
    string? Limit)
{
    /// <summary>Creates a view of a record.</summary>
    internal static EndedView Of(ConnectionRecord record, string server) => new(
        server,
        record.Stream,
        record.Identifier,
        record.User,
        record.Address?.ToString(),
        record.OpenedAt.ToUnixTimeMilliseconds(),
        record.EndedAt.ToUnixTimeMilliseconds(),
        record.Protocol,
        record.SentBytes,
        record.Reason.ToString(),
        record.Limit);
}
