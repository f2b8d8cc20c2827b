using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sisk.Sse.Redis.Log;

/// <summary>What an append publishes: where its events stand, and, unless they are large, the events themselves.</summary>
internal sealed record Notification(string Previous, string Epoch, long First, long At, int Count, ReadOnlyMemory<byte> Entries)
{
    internal long Last => First + Count - 1;

    internal bool HasEntries => Entries.Length > 0;

    internal static bool TryParse(ReadOnlyMemory<byte> message, out Notification notification)
    {
        notification = null!;
        var end = message.Span.IndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(message.Span[..end]).Split(' ') is not { Length: 5 } parts
            || !long.TryParse(parts[2], CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(parts[3], CultureInfo.InvariantCulture, out var at)
            || !int.TryParse(parts[4], CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        notification = new Notification(parts[0], parts[1], first, at, count, message[(end + 1)..]);
        return true;
    }

    /// <summary>The entries, in the log's order.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Split()
    {
        for (var rest = Entries; rest.Length > sizeof(int);)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest.Span);
            yield return rest.Slice(sizeof(int), length);
            rest = rest[(sizeof(int) + length)..];
        }
    }
}
