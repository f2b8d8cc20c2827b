using System.Globalization;
using System.Text;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Log;

namespace Sisk.Sse.Redis.Peers;

/// <summary>What servers tell each other about connections, as entries of a log of their own.</summary>
/// <param name="Kind">What happened, or is to happen.</param>
/// <param name="Server">The server that says so.</param>
/// <param name="Identifier">The identifier of the connections; a prefix for those kinds that say so.</param>
/// <param name="Opening">When the connection was opened, of <see cref="PeerMessageKind.Opened"/>.</param>
internal sealed record PeerMessage(PeerMessageKind Kind, string Server, string Identifier, Opening? Opening = null)
{
    internal EventRecord ToRecord() => new(Server, Kind.ToString(), Encoding.UTF8.GetBytes(Opening is null ? Identifier : $"{Opening}\n{Identifier}"));

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

/// <summary>When a connection was opened, so that it can be compared with one on another server.</summary>
/// <param name="Token">Tells it from the other connections of its server.</param>
/// <param name="At">The time on Redis' clock, in milliseconds.</param>
/// <param name="Uncertainty">By how many milliseconds that may be wrong.</param>
/// <param name="Epoch">The epoch of the log of connections up to which its server had read it then.</param>
/// <param name="Position">The position in that epoch.</param>
internal sealed record Opening(long Token, long At, long Uncertainty, string Epoch, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Token} {At} {Uncertainty} {Position} {Epoch}");

    internal static Opening? TryParse(string text) =>
        text.Split(' ') is [var token, var at, var uncertainty, var position, var epoch]
        && TryParse(token, out var number) && TryParse(at, out var time) && TryParse(uncertainty, out var error) && TryParse(position, out var place)
            ? new Opening(number, time, error, epoch, place)
            : null;

    private static bool TryParse(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
