namespace Sisk.Sse.Wire;

/// <summary>
/// Writes data as <c>data:</c> lines, one for each line of the text. CR, LF and CRLF each end a line (HTML standard, section 9.2.5).
/// </summary>
internal static class DataLines
{
    // A parser removes one leading space. Writing one always keeps data that begins with a space intact.
    private static ReadOnlySpan<byte> Field => "data: "u8;

    internal static int Size(ReadOnlySpan<byte> data)
    {
        var size = 0;
        bool more;
        do
        {
            size += Field.Length + TakeLine(ref data, out more).Length + 1;
        }
        while (more);
        return size;
    }

    internal static void Write(ref Span<byte> rest, ReadOnlySpan<byte> data)
    {
        bool more;
        do
        {
            Field.CopyTo(rest);
            var line = TakeLine(ref data, out more);
            line.CopyTo(rest[Field.Length..]);
            rest = rest[(Field.Length + line.Length)..];
            rest[0] = (byte)'\n';
            rest = rest[1..];
        }
        while (more);
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> data, out bool more)
    {
        var end = data.IndexOfAny((byte)'\r', (byte)'\n');
        more = end >= 0;
        if (!more)
        {
            return data;
        }

        var line = data[..end];
        var isPair = data[end] == '\r' && end + 1 < data.Length && data[end + 1] == '\n';
        data = data[(end + (isPair ? 2 : 1))..];
        return line;
    }
}
