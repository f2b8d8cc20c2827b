using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Writes indented lines that end with LF on all platforms. The buffer is rented, and returned when the writer is disposed.
/// </summary>
internal sealed class CodeWriter : IDisposable
{
    private const int MaxLength = 140;
    private const int UsualLength = 32 * 1024;

    private char[] _text = ArrayPool<char>.Shared.Rent(UsualLength);
    private readonly List<int> _items = [];
    private int _length;
    private int _lineStart;
    private int _depth;
    private bool _isAtStart = true;

    /// <summary>Writes a line. An empty line has no indentation.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            Indentation();
            Append(text);
        }

        End();
    }

    /// <summary>Writes an interpolated line directly to the buffer, without an intermediate string.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineHandler line) => End();

    /// <summary>Begins a list of parameters or arguments: on one line if it is short, or else with one line for each.</summary>
    public void Open([InterpolatedStringHandlerArgument("")] ref LineHandler start) => _items.Clear();

    /// <summary>Adds an item to the list.</summary>
#pragma warning disable CA1822 // The handler writes to this writer.
    public void Item([InterpolatedStringHandlerArgument("")] ref ItemHandler item)
    {
    }
#pragma warning restore CA1822

    /// <summary>Adds items to the list.</summary>
    public void Items(IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            Item($"{item}");
        }
    }

    /// <summary>Ends the list and its line.</summary>
    public void Close(string end)
    {
        Append(end);
        if (_items.Count > 0 && _length - _lineStart > MaxLength)
        {
            Spread();
        }

        End();
    }

    /// <summary>Writes an empty line before a member, unless it is the first of its block.</summary>
    public void Separate()
    {
        if (!_isAtStart)
        {
            Line();
        }
    }

    /// <summary>Begins a block in braces after a header. Disposing the result ends it.</summary>
    public Scope Block(string header)
    {
        Line(header);
        return Block();
    }

    /// <summary>Begins a block after an interpolated header.</summary>
    public Scope Block([InterpolatedStringHandlerArgument("")] ref LineHandler header)
    {
        End();
        return Block();
    }

    /// <summary>Begins a block in braces. Disposing the result ends it.</summary>
    public Scope Block()
    {
        Line("{");
        _depth++;
        _isAtStart = true;
        return new Scope(this, "}");
    }

    /// <summary>Indents the following lines, which continue the previous one, until the result is disposed.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, null);
    }

    /// <summary>
    /// Returns the text. ASCII is stored in one byte for each character. Any other text is stored in chunks, since a single long string
    /// would be in the large object heap.
    /// </summary>
    public SourceText ToSourceText()
    {
        if (AsciiText.TryCreate(_text, _length) is { } text)
        {
            return text;
        }

        using var reader = new BufferReader(_text, _length);
        return SourceText.From(reader, _length, Encoding.UTF8);
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
    }

    /// <summary>Moves each item of the list to a separate line.</summary>
    private void Spread()
    {
        var start = _items[0];
        var length = _length - start;
        var items = ArrayPool<char>.Shared.Rent(length);
        _text.AsSpan(start, length).CopyTo(items);
        _length = start;
        _items.Add(start + length + 1);
        _depth++;
        for (var i = 0; i < _items.Count - 1; i++)
        {
            End();
            Indentation();
            Append(items.AsSpan(_items[i] - start, _items[i + 1] - _items[i] - 1));
        }

        _depth--;
        ArrayPool<char>.Shared.Return(items);
    }

    private void Append(string text)
    {
        Reserve(text.Length);
        text.CopyTo(0, _text, _length, text.Length);
        _length += text.Length;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void Indentation()
    {
        var count = _depth * 4;
        Reserve(count);
        _text.AsSpan(_length, count).Fill(' ');
        _length += count;
    }

    private void End()
    {
        Reserve(1);
        _text[_length++] = '\n';
        _isAtStart = false;
    }

    private void Reserve(int count)
    {
        if (_text.Length - _length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + count, _text.Length * 2));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }

    /// <summary>Appends the parts of an interpolated line.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct LineHandler
    {
        private readonly CodeWriter _writer;

        public LineHandler(int literalLength, int formattedCount, CodeWriter writer)
        {
            _writer = writer;
            writer._lineStart = writer._length;
            writer.Indentation();
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string text) => _writer.Append(text);

        public void AppendFormatted(int number) => _writer.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Appends the parts of an interpolated item.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ItemHandler
    {
        private readonly CodeWriter _writer;

        public ItemHandler(int literalLength, int formattedCount, CodeWriter writer)
        {
            _writer = writer;
            writer.Append(writer._items.Count == 0 ? "" : ", ");
            writer._items.Add(writer._length);
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string text) => _writer.Append(text);

        public void AppendFormatted(int number) => _writer.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A block or indentation that ends when it is disposed.</summary>
    public readonly struct Scope(CodeWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
