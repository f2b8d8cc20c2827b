using System.Buffers.Binary;
using System.Text;
using Sisk.Sse.Log;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Events as they stand in Redis, one behind the other: four bytes for the length of the rest, key and name, a line each, and the data
/// as it is.
/// </summary>
internal static class EntryFormat
{
    private const byte LineEnd = (byte)'\n';

    internal static byte[] Write(EventRecord record)
    {
        var name = record.EventName ?? "";
        var length = Encoding.UTF8.GetByteCount(record.Key) + Encoding.UTF8.GetByteCount(name) + 2 + record.Data.Length;
        var bytes = new byte[sizeof(int) + length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        var rest = bytes.AsSpan(sizeof(int));

        // Neither can hold a line end: a key is escaped, and a name was checked.
        WriteLine(ref rest, record.Key);
        WriteLine(ref rest, name);
        record.Data.Span.CopyTo(rest);
        return bytes;
    }

    /// <summary>The events of an entry, in their order; none where it is not one of ours.</summary>
    internal static List<EventRecord> Read(ReadOnlyMemory<byte> entry)
    {
        var records = new List<EventRecord>();
        Read(entry, records);
        return records;
    }

    /// <summary>Has a list hold the events of an entry, and no others.</summary>
    internal static void Read(ReadOnlyMemory<byte> entry, List<EventRecord> records)
    {
        records.Clear();
        while (entry.Length > 0)
        {
            var length = entry.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(entry.Span);
            if (length < 0 || length > entry.Length - sizeof(int) || !TryRead(entry.Slice(sizeof(int), length), out var record))
            {
                records.Clear();
                return;
            }

            records.Add(record);
            entry = entry[(sizeof(int) + length)..];
        }
    }

    private static bool TryRead(ReadOnlyMemory<byte> rest, out EventRecord record)
    {
        if (ReadLine(ref rest) is { } key && ReadLine(ref rest) is { } name)
        {
            record = new EventRecord(key, name.Length == 0 ? null : name, rest);
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

        var line = Encoding.UTF8.GetString(rest.Span[..end]);
        rest = rest[(end + 1)..];
        return line;
    }
}
