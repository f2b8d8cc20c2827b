using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Inspection;

/// <summary>Finds open connections of this server. Looks at each one, and at its last event only if it is listed.</summary>
internal sealed class ConnectionSearch(SessionRegistry sessions, ServerView server)
{
    internal const int MaxListed = 100;

    /// <summary>Finds the connections of this server.</summary>
    internal SearchView Find(SearchRequest request)
    {
        var (text, stream, order) = request;
        var found = new List<(StreamSession Session, ConnectionRecord Record)>();
        foreach (var session in sessions.All())
        {
            if (session.Record is { } record && (stream is null || record.Stream == stream) && Matches(record, text))
            {
                found.Add((session, record));
            }
        }

        return new SearchView(found.Count, [.. Sort(found, order).Take(MaxListed).Select(View)]);
    }

    /// <summary>Finds a connection by its <see cref="ConnectionView.Id"/>; null if it has ended or is another server's.</summary>
    internal StreamSession? Find(string id) => Array.Find(sessions.All(), session => session.Record is { } record && IdOf(record) == id);

    /// <summary>Orders the connections of several servers, as each server does.</summary>
    internal static IEnumerable<ConnectionView> Sort(IEnumerable<ConnectionView> connections, string? order) => order switch
    {
        "queue" => connections.OrderByDescending(static one => one.Queued),
        "sent" => connections.OrderByDescending(static one => one.Sent),
        "oldest" => connections.OrderBy(static one => one.Opened),
        _ => connections.OrderByDescending(static one => one.Opened),
    };

    private static bool Matches(ConnectionRecord record, string text) =>
        text.Length == 0 || Contains(record.Identifier, text) || Contains(record.User, text) || Contains(record.Address?.ToString(), text);

    private static bool Contains(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) is true;

    private static IEnumerable<(StreamSession Session, ConnectionRecord Record)> Sort(
        List<(StreamSession Session, ConnectionRecord Record)> found, string? order) => order switch
        {
            "queue" => found.OrderByDescending(static one => one.Session.Source?.Connection.Backlog.Queued),
            "sent" => found.OrderByDescending(static one => one.Session.Source?.SentContentLength),
            "oldest" => found.OrderBy(static one => one.Record.Number),
            _ => found.OrderByDescending(static one => one.Record.Number),
        };

    private ConnectionView View((StreamSession Session, ConnectionRecord Record) one)
    {
        var (session, record) = one;
        var connection = session.Source!.Connection;
        var (queued, isSlow) = connection.Backlog;
        var subscriber = session.Subscriber;
        return new ConnectionView(
            IdOf(record),
            server.Name,
            record.Stream,
            record.Identifier,
            record.User,
            record.Address?.ToString(),
            record.OpenedAt.ToUnixTimeMilliseconds(),
            record.Transport,
            record.Protocol,
            queued,
            isSlow,
            connection.SentBytes,
            subscriber?.Topic.FindLastId(subscriber.Key, queued) ?? record.LastEventId,
            subscriber?.Topic.Name,
            subscriber?.Key);
    }

    private string IdOf(ConnectionRecord record) => $"{server.Id}-{record.Number}";
}
