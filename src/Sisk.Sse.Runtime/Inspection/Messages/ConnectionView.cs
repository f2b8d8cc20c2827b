namespace Sisk.Sse.Inspection.Messages;

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
