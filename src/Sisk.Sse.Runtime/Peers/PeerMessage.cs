using System.Text;
using Sisk.Sse.Log;

namespace Sisk.Sse.Peers;

/// <summary>A message between servers about connections. Messages are entries of their own log.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Server">The server that sends the message.</param>
/// <param name="Identifier">The identifier of the connections, or their prefix, depending on the kind.</param>
/// <param name="Opening">The time of <see cref="PeerMessageKind.Opened"/>. Null for the other kinds.</param>
internal sealed record PeerMessage(PeerMessageKind Kind, string Server, string Identifier, Opening? Opening = null)
{
    /// <summary>
    /// Gets a value indicating whether the message is one about presence, for which <see cref="PresenceExchange"/> is responsible.
    /// </summary>
    internal bool IsAboutPresence => Kind >= PeerMessageKind.PresenceAlive;

    internal EventRecord ToRecord() =>
        new(Server, Kind.ToString(), Encoding.UTF8.GetBytes(Opening is null ? Identifier : $"{Opening}\n{Identifier}"));

    internal static PeerMessage? From(EventRecord record)
    {
        var text = Encoding.UTF8.GetString(record.Data.Span);
        if (!Enum.TryParse<PeerMessageKind>(record.EventName, out var kind))
        {
            return null;
        }

        if (kind is not PeerMessageKind.Opened)
        {
            return new PeerMessage(kind, record.Key, text);
        }

        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end >= 0 && Opening.TryParse(text[..end]) is { } opening
            ? new PeerMessage(kind, record.Key, text[(end + 1)..], opening)
            : null;
    }
}
