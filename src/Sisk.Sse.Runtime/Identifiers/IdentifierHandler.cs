using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.CompilerServices;

/// <summary>
/// Builds identifiers from interpolated strings: literal text as it is, each value escaped, so that it is one segment
/// whatever it holds. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InterpolatedStringHandler]
public ref partial struct IdentifierHandler
{
    private char[]? _buffer;
    private int _length;

    /// <summary>Begins an identifier.</summary>
    public IdentifierHandler(int literalLength, int formattedCount)
    {
        const int UsualValue = 16;
        _buffer = ArrayPool<char>.Shared.Rent(literalLength + (formattedCount * UsualValue));
    }

    /// <summary>Adds text as it is.</summary>
    public void AppendLiteral(string value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>Adds a value as one segment: its canonical text, escaped; null as an empty one.</summary>
    public void AppendFormatted<T>(T value)
    {
        const int LongestNumber = 64;
        value = CanonicalText.Normalize(value);
        var format = CanonicalText.Format(value);
        if (value is ISpanFormattable formattable)
        {
            Reserve(LongestNumber);
            if (formattable.TryFormat(_buffer.AsSpan(_length), out var written, format, CultureInfo.InvariantCulture)
                && !IdentifierEscape.IsNeeded(_buffer.AsSpan(_length, written)))
            {
                _length += written;
                return;
            }
        }

        AppendLiteral(IdentifierEscape.Escape(
            value is IFormattable other ? other.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? ""));
    }

    internal string ToStringAndClear()
    {
        var text = _length == 0 ? "" : new string(_buffer!, 0, _length);
        if (_buffer is not null)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = null;
        }

        return text;
    }

    private void Reserve(int count)
    {
        if (_buffer!.Length - _length >= count)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + count, _buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
