using System.Text.Json;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Inspection;

/// <summary>This server, as the page shows it.</summary>
/// <param name="Name">The machine and the process.</param>
/// <param name="Id">Tells the connections of servers apart.</param>
/// <param name="IsOneOfMany">True if the streams are shared with other servers.</param>
internal sealed record ServerView(string Name, string Id, bool IsOneOfMany);

/// <summary>
/// All streams at one time, the time at which counting began, in milliseconds since 1970, and the servers that are summed up.
/// </summary>
internal sealed record SampleView(long Since, IReadOnlyList<string> Servers, IReadOnlyList<StreamView> Streams);

/// <summary>
/// A stream at one time. Rates are per second. Lags are in milliseconds. Dropped events are counted from the time at which counting began.
/// </summary>
internal sealed record StreamView(
    string Name,
    string Kind,
    int Clients,
    int Slow,
    int LongestQueue,
    double Broadcasts,
    double Delivered,
    double Bytes,
    double? Lag50,
    double? Lag99,
    long Dropped,
    HistoryView? History);

/// <summary>The kept events of a stream, and the age of the oldest in seconds.</summary>
internal sealed record HistoryView(int Events, long Bytes, double Seconds);

/// <summary>The result of a search: the number of connections that match, and those of them that are listed.</summary>
internal sealed record SearchView(int Total, IReadOnlyList<ConnectionView> Connections);

/// <summary>
/// An open connection. It is closed by its id. Times are in milliseconds since 1970. The last id is that of the last event that it was
/// sent, or else the one that its client has come with. A push stream has its topic and key, by which the events are tailed.
/// </summary>
internal sealed record ConnectionView(
    string Id,
    string Server,
    string Stream,
    string? Identifier,
    string? User,
    string? Address,
    long Opened,
    string? Transport,
    string Protocol,
    int Queued,
    bool IsSlow,
    long Sent,
    string? LastId,
    string? Topic,
    string? Key);

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

/// <summary>The streams that events can be sent to, and the types of the contract as its document has them.</summary>
internal sealed record TargetsView(IReadOnlyList<TargetView> Streams, JsonElement Types);

/// <summary>
/// A stream that events can be sent to. It is asked for by its id, and its name is the one in telemetry. The events are as the contract's
/// document has them.
/// </summary>
internal sealed record TargetView(string Id, string Name, string Method, IReadOnlyList<string> Keys, JsonElement Events);

/// <summary>The answer to an action, and the status of the response.</summary>
internal sealed record ActionView(string Message, int Status = 200);
