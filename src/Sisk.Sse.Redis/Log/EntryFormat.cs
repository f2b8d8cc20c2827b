using System.Text;
using Sisk.Sse.Broadcasting;

namespace Sisk.Sse.Redis.Log;

/// <summary>An event as it stands in Redis: its key and its name, a line each, and then its data as it is. Readable in redis-cli.</summary>
internal static class EntryFormat
{
    private const byte LineEnd = (byte)'\n';

    internal static byte[] Write(EventRecord record)
    {
        var name = record.EventName ?? "";
        var bytes = new byte[Encoding.UTF8.GetByteCount(record.Key) + Encoding.UTF8.GetByteCount(name) + 2 + record.Data.Length];
        var rest = bytes.AsSpan();

        // Neither can hold a line end: a key is escaped, and a name was checked.
        WriteLine(ref rest, record.Key);
        WriteLine(ref rest, name);
        record.Data.Span.CopyTo(rest);
        return bytes;
    }

    internal static bool TryRead(ReadOnlyMemory<byte> entry, out EventRecord record)
    {
        if (ReadLine(ref entry) is { } key && ReadLine(ref entry) is { } name)
        {
            record = new EventRecord(key, name.Length == 0 ? null : name, entry);
            return true;
        }

        record = default;
        return false;
    }

    private static void WriteLine(ref Span<byte> rest, string text)
    {
        rest = rest[Encoding.UTF8.GetBytes(text, rest)..];
        rest[0] = LineEnd;
        rest = rest[1..];
    }

    private static string? ReadLine(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf(LineEnd);
        if (end < 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(rest.Span[..end]);
        rest = rest[(end + 1)..];
        return text;
    }
}
