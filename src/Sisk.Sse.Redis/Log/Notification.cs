using System.Globalization;
using System.Text;

namespace Sisk.Sse.Redis.Log;

/// <summary>What an append publishes: where its events stand, and, unless they are large, the events themselves.</summary>
internal sealed record Notification(string Previous, string Epoch, long First, int Count, ReadOnlyMemory<byte> Events)
{
    internal long Last => First + Count - 1;

    internal static bool TryParse(ReadOnlyMemory<byte> message, out Notification notification)
    {
        notification = null!;
        var end = message.Span.IndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(message.Span[..end]).Split(' ') is not { Length: 4 } parts
            || !long.TryParse(parts[2], CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(parts[3], CultureInfo.InvariantCulture, out var count) || count < 1)
        {
            return false;
        }

        notification = new Notification(parts[0], parts[1], first, count, message[(end + 1)..]);
        return true;
    }
}
