using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// Writes indented lines that end in LF on every machine. Its buffer is the pool's, and goes back once the text is taken.
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

    /// <summary>Writes a line, and an empty one without indentation for no text.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            Indentation();
            Append(text);
        }

        End();
    }

    /// <summary>Writes a line part by part: most of what is printed is never a separate string.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineHandler line) => End();

    /// <summary>Begins a list of parameters or arguments: on one line where it is short, else one line for each.</summary>
    public void Open([InterpolatedStringHandlerArgument("")] ref LineHandler start) => _items.Clear();

    /// <summary>Adds an item to the list.</summary>
#pragma warning disable CA1822 // The handler writes into this writer.
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

    /// <summary>Sets a member apart from the one before it, unless it is the first of its block.</summary>
    public void Separate()
    {
        if (!_isAtStart)
        {
            Line();
        }
    }

    /// <summary>Returns a block in braces after its header, closed when the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header);
        return Block();
    }

    /// <summary>Returns the same with a header that is written part by part.</summary>
    public Scope Block([InterpolatedStringHandlerArgument("")] ref LineHandler header)
    {
        End();
        return Block();
    }

    /// <summary>Returns a block in braces.</summary>
    public Scope Block()
    {
        Line("{");
        _depth++;
        _isAtStart = true;
        return new Scope(this, "}");
    }

    /// <summary>Lines that continue the one before.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, null);
    }

    /// <summary>
    /// Returns the text, as small as it can be; with characters beyond ASCII in pieces, since one long string would lie among the large
    /// objects.
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

    /// <summary>Gives each item of the list a line.</summary>
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

    /// <summary>Takes the parts of a line as they come.</summary>
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

    /// <summary>Takes the parts of an item as they come.</summary>
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

    /// <summary>An open block.</summary>
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
