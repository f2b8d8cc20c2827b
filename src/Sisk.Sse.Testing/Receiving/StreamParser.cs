using System.Text;

namespace Sisk.Sse.Testing.Receiving;

/// <summary>
/// Parses an event stream (HTML standard, section 9.2.6). Unlike <c>SseParser</c> it shows comments, which pings are, and blocks without
/// data. A block counts, with its id, when its blank line has come.
/// </summary>
internal sealed class StreamParser(Action<EventBlock> onBlock, Action<string> onComment)
{
    private readonly List<byte> _line = [];
    private readonly StringBuilder _data = new();
    private EventBlock _block;
    private bool _hasData;
    private bool _skipLf;

    internal void Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value == '\n' && _skipLf)
            {
                _skipLf = false;
                continue;
            }

            _skipLf = value == '\r';
            if (value is (byte)'\r' or (byte)'\n')
            {
                EndLine(Encoding.UTF8.GetString([.. _line]));
                _line.Clear();
            }
            else
            {
                _line.Add(value);
            }
        }
    }

    private void EndLine(string line)
    {
        if (line.Length == 0)
        {
            EndBlock();
            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var value = colon < 0 ? "" : line[(colon + 1)..];
        value = value.StartsWith(' ') ? value[1..] : value;
        switch (colon < 0 ? line : line[..colon])
        {
            case "":
                onComment(value);
                break;
            case "event":
                _block = _block with { EventName = value };
                break;
            case "id" when !value.Contains('\0', StringComparison.Ordinal):
                _block = _block with { Id = value };
                break;
            case "data":
                _ = _hasData ? _data.Append('\n').Append(value) : _data.Append(value);
                _hasData = true;
                break;
        }
    }

    private void EndBlock()
    {
        var block = _block with { Data = _hasData ? _data.ToString() : null };
        (_block, _hasData) = (default, false);
        _data.Clear();
        onBlock(block);
    }
}
