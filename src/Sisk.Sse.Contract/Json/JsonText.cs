using System;
using System.Globalization;
using System.Text;

namespace Sisk.Sse.Contracts.Json;

/// <summary>Writes JSON with LF line ends on all platforms.</summary>
/// <param name="isIndented">True to write each value on a separate line.</param>
internal sealed class JsonText(bool isIndented)
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;
    private bool _isAfterName;

    /// <summary>Begins an object that ends when the result is disposed.</summary>
    public Scope Object() => Open('{', '}');

    /// <summary>Begins an array that ends when the result is disposed.</summary>
    public Scope Array() => Open('[', ']');

    public void Name(string name)
    {
        Begin();
        Append(_text, name);
        _text.Append(isIndented ? ": " : ":");
        _isAfterName = true;
    }

    public void Text(string value)
    {
        Begin();
        Append(_text, value);
    }

    public void Property(string name, string value)
    {
        Name(name);
        Text(value);
    }

    public void Property(string name, int value)
    {
        Name(name);
        Raw(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a flag, unless it is false.</summary>
    public void Flag(string name, bool value)
    {
        if (value)
        {
            Name(name);
            Raw("true");
        }
    }

    /// <summary>Writes a value that is JSON.</summary>
    public void Raw(string json)
    {
        Begin();
        _text.Append(json);
    }

    public override string ToString() => _text.ToString();

    /// <summary>Returns a text as JSON.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2);
        Append(builder, text);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, string text)
    {
        builder.Append('"');
        if (IsPlain(text))
        {
            builder.Append(text).Append('"');
            return;
        }

        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                // U+2028 and U+2029 end a line in older JavaScript, and an unpaired surrogate cannot be encoded in UTF-8.
                < ' ' or '\u2028' or '\u2029' or (>= '\ud800' and <= '\udfff') or '\x7f' =>
                    builder.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => builder.Append(character),
            };
        }

        builder.Append('"');
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' or '"' or '\\')
            {
                return false;
            }
        }

        return true;
    }

    private Scope Open(char open, char close)
    {
        Begin();
        _text.Append(open);
        (_depth, _isFirst) = (_depth + 1, true);
        return new Scope(this, close);
    }

    private void Close(char close)
    {
        _depth--;
        if (!_isFirst)
        {
            Break();
        }

        _text.Append(close);
        _isFirst = false;
    }

    private void Begin()
    {
        if (_isAfterName)
        {
            _isAfterName = false;
            return;
        }

        if (!_isFirst)
        {
            _text.Append(',');
        }

        if (_depth > 0)
        {
            Break();
        }

        _isFirst = false;
    }

    private void Break()
    {
        if (isIndented)
        {
            _text.Append('\n').Append(' ', _depth * 2);
        }
    }

    /// <summary>An open object or array.</summary>
    public readonly struct Scope(JsonText json, char close) : IDisposable
    {
        public void Dispose() => json.Close(close);
    }
}
