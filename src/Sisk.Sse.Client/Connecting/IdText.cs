using System.Text;

namespace Sisk.Sse.Client.Connecting;

/// <summary>A last event ID as bytes, since most are replaced before their text is needed.</summary>
internal sealed class IdText
{
    /// <summary>The longest line of an id. Few servers accept longer headers, so a client could not resume with it.</summary>
    internal const int MaxLineLength = 16 * 1024;

    private byte[] _bytes;
    private int _length;

    internal IdText(string text)
    {
        _bytes = Encoding.UTF8.GetBytes(text);
        _length = _bytes.Length;
    }

    /// <summary>
    /// Takes the value of a line with an <c>id</c> field. Returns false for any other line, and for an id that has a NUL or is too long.
    /// </summary>
    internal bool TryRead(ReadOnlySpan<byte> line)
    {
        if (line.Length is < 2 or > MaxLineLength || line[0] != 'i' || line[1] != 'd' || (line.Length > 2 && line[2] != ':'))
        {
            return false;
        }

        var value = line.Slice(Math.Min(3, line.Length));
        value = !value.IsEmpty && value[0] == ' ' ? value.Slice(1) : value;
        if (value.IndexOf((byte)0) >= 0)
        {
            return false;
        }

        Set(value);
        return true;
    }

    /// <summary>Returns a value indicating whether a line with this id is longer than <see cref="MaxLineLength"/>.</summary>
    internal static bool IsTooLong(string id) => Encoding.UTF8.GetByteCount(id) > MaxLineLength - "id: ".Length;

    internal void Set(IdText other) => Set(other._bytes.AsSpan(0, other._length));

    public override string ToString() => Utf8.GetString(_bytes.AsSpan(0, _length));

    private void Set(ReadOnlySpan<byte> value)
    {
        if (_bytes.Length < value.Length)
        {
            _bytes = new byte[value.Length * 2];
        }

        value.CopyTo(_bytes);
        _length = value.Length;
    }
}
