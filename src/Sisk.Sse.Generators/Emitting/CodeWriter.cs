using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Writes indented lines that end in LF on every machine.</summary>
internal sealed class CodeWriter
{
    private const int MaxLength = 140;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isAtStart = true;

    /// <summary>Writes a line, and an empty one without indentation for no text.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
        _isAtStart = false;
    }

    /// <summary>Writes a line part by part: most of what is printed is never a string of its own.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineHandler line)
    {
        _text.Append('\n');
        _isAtStart = false;
    }

    /// <summary>A list of parameters or arguments: on one line where it is short, else one line for each.</summary>
    public void List(string start, IReadOnlyList<string> items, string end)
    {
        var length = (_depth * 4) + start.Length + end.Length + items.Sum(item => item.Length + 2) - 2;
        if (items.Count == 0 || length <= MaxLength)
        {
            Line($"{start}{string.Join(", ", items)}{end}");
            return;
        }

        Line(start);
        using (Indent())
        {
            for (var i = 0; i < items.Count; i++)
            {
                Line($"{items[i]}{(i == items.Count - 1 ? end : ",")}");
            }
        }
    }

    /// <summary>Sets a member apart from the one before it, unless it is the first of its block.</summary>
    public void Separate()
    {
        if (!_isAtStart)
        {
            Line();
        }
    }

    /// <summary>A block in braces after its header, closed when the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header);
        return Block();
    }

    /// <summary>A block in braces.</summary>
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

    public override string ToString() => _text.ToString();

    /// <summary>Takes the parts of a line as they come.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct LineHandler
    {
        private readonly StringBuilder _text;

        public LineHandler(int literalLength, int formattedCount, CodeWriter writer) =>
            _text = writer._text.Append(' ', writer._depth * 4);

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string text) => _text.Append(text);

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));
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
