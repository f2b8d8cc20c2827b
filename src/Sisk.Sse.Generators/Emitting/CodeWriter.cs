using System;
using System.Text;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Writes indented lines that end in LF on every machine.</summary>
internal sealed class CodeWriter
{
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
