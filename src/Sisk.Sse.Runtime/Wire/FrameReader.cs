using System.Text;

namespace Sisk.Sse.Wire;

/// <summary>Reads the fields of a frame that <see cref="FrameEncoder"/> has written.</summary>
internal static class FrameReader
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>Gets the frame's id; null if it has none.</summary>
    internal static string? ReadId(Frame frame)
    {
        string? id = null;
        for (var rest = frame.Bytes; !rest.IsEmpty;)
        {
            var line = TakeLine(ref rest);
            if (line.StartsWith("id: "u8))
            {
                // The last one counts (HTML standard, section 9.2.6).
                id = Encoding.UTF8.GetString(line["id: "u8.Length..]);
            }
        }

        return id;
    }

    /// <summary>Gets the frame's data, with LF between its lines. Copies only data of several lines.</summary>
    internal static ReadOnlySpan<byte> ReadData(Frame frame)
    {
        ReadOnlySpan<byte> data = default;
        List<byte>? joined = null;
        var lines = 0;
        for (var rest = frame.Bytes; !rest.IsEmpty;)
        {
            var line = TakeLine(ref rest);
            if (!line.StartsWith("data: "u8))
            {
                continue;
            }

            line = line["data: "u8.Length..];
            if (lines++ == 0)
            {
                data = line;
                continue;
            }

            joined ??= [.. data];
            joined.Add(LineEnd);
            joined.AddRange(line);
        }

        return joined is null ? data : joined.ToArray();
    }

    private static ReadOnlySpan<byte> TakeLine(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf(LineEnd);
        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line;
    }
}
