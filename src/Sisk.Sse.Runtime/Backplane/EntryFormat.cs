using System.Buffers.Binary;
using System.Text;
using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>
/// The binary format of events in a shared log: four bytes for the length of the rest, the key, the name, the trace context and the marks
/// (one line each), and the data. The marks are that of a last event, and after a semicolon the <see cref="KeyShape"/>, where it is known.
/// The events of a batch follow each other.
/// </summary>
internal static class EntryFormat
{
    private const byte LineEnd = (byte)'\n';
    private const int Lines = 4;
    private const string LastEvent = "last";
    private const char ShapeMark = ';';

    internal static byte[] Write(EventRecord record)
    {
        var name = record.EventName ?? "";
        var trace = record.TraceContext ?? "";
        var marks = (record.IsLast ? LastEvent : "") + (record.Shape is null ? "" : ShapeMark + record.Shape);
        var text = Encoding.UTF8.GetByteCount(record.Key) + Encoding.UTF8.GetByteCount(name) + trace.Length + marks.Length;
        var length = text + Lines + record.Data.Length;
        var bytes = new byte[sizeof(int) + length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        var rest = bytes.AsSpan(sizeof(int));

        // None contains a line end: keys and their names are escaped, event names are validated, and a trace context is printable ASCII.
        WriteLine(ref rest, record.Key);
        WriteLine(ref rest, name);
        WriteLine(ref rest, trace);
        WriteLine(ref rest, marks);
        record.Data.Span.CopyTo(rest);
        return bytes;
    }

    /// <summary>Writes events that follow each other.</summary>
    internal static byte[] Write(IReadOnlyList<EventRecord> records)
    {
        if (records.Count == 1)
        {
            return Write(records[0]);
        }

        using var all = new MemoryStream();
        foreach (var record in records)
        {
            all.Write(Write(record));
        }

        return all.ToArray();
    }

    /// <summary>Returns the events of an entry in order, or none if another program wrote it.</summary>
    internal static List<EventRecord> Read(ReadOnlyMemory<byte> entry)
    {
        var records = new List<EventRecord>();
        Read(entry, records);
        return records;
    }

    /// <summary>Replaces the contents of a list with the events of an entry.</summary>
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
        if (ReadLine(ref rest) is { } key && ReadLine(ref rest) is { } name && ReadLine(ref rest) is { } trace
            && ReadLine(ref rest) is { } marks)
        {
            var shape = marks.IndexOf(ShapeMark, StringComparison.Ordinal);
            record = new EventRecord(
                key,
                name.Length == 0 ? null : name,
                rest,
                trace.Length == 0 ? null : trace,
                IsLast: (shape < 0 ? marks : marks[..shape]) == LastEvent,
                shape < 0 ? null : marks[(shape + 1)..]);
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
