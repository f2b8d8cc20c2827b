using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.CompilerServices;

/// <summary>
/// Builds identifiers from interpolated strings. Each value is escaped, so that it is always one segment. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InterpolatedStringHandler]
public ref partial struct IdentifierHandler
{
    private char[]? _buffer;
    private int _length;
    private Exception? _failure;

    /// <summary>Initializes a handler.</summary>
    /// <param name="literalLength">The number of literal characters.</param>
    /// <param name="formattedCount">The number of values.</param>
    public IdentifierHandler(int literalLength, int formattedCount)
    {
        const int EstimatedValueLength = 16;
        _buffer = ArrayPool<char>.Shared.Rent(literalLength + (formattedCount * EstimatedValueLength));
    }

    /// <summary>Appends literal text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>Appends the canonical text of a value as one escaped segment.</summary>
    /// <param name="value">The value.</param>
    public void AppendFormatted<T>(T value)
    {
        try
        {
            Append(value);
        }
        catch (Exception exception)
        {
            // The value's own code has thrown. A method that returns a task reports it there, and any other one throws it.
            _failure ??= exception;
        }
    }

    internal string ToStringAndClear()
    {
        if (TryToStringAndClear(out var text) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return text;
    }

    /// <summary>Takes the text.</summary>
    /// <param name="text">The text; not valid if a value has no text.</param>
    /// <returns>The exception that a value's own code has thrown; null for none.</returns>
    internal Exception? TryToStringAndClear(out string text)
    {
        text = _length == 0 ? "" : new string(_buffer!, 0, _length);
        if (_buffer is not null)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = null;
        }

        return _failure;
    }

    private void Append<T>(T value)
    {
        const int MaxNumberLength = 64;
        if (value is null)
        {
            AppendLiteral(IdentifierEscape.Null);
            return;
        }

        value = CanonicalText.Normalize(value);
        var format = CanonicalText.Format(value);
        if (value is ISpanFormattable formattable)
        {
            Reserve(MaxNumberLength);
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
