using System.Text;
using Sisk.Sse.Broadcasting;

namespace Sisk.Sse.Redis.Connections;

/// <summary>What servers tell each other about connections, as entries of a log of their own.</summary>
/// <param name="Kind">What happened, or is to happen.</param>
/// <param name="Server">Who says so.</param>
/// <param name="Identifier">Whose connections; a prefix for those kinds that say so.</param>
internal sealed record ConnectionNews(ConnectionNewsKind Kind, string Server, string Identifier)
{
    internal EventRecord ToRecord() => new(Server, Kind.ToString(), Encoding.UTF8.GetBytes(Identifier));

    internal static ConnectionNews? From(EventRecord record) =>
        Enum.TryParse<ConnectionNewsKind>(record.EventName, out var kind)
            ? new ConnectionNews(kind, record.Key, Encoding.UTF8.GetString(record.Data.Span))
            : null;
}
