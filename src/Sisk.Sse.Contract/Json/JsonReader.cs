using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Sisk.Sse.Contracts.Json;

/// <summary>Reads JSON (RFC 8259).</summary>
internal sealed class JsonReader
{
    private const int MaxDepth = 64;

    private readonly string _json;
    private int _position;
    private int _depth;

    private JsonReader(string json) => _json = json;

    /// <exception cref="FormatException">The text is not JSON.</exception>
    public static JsonValue Read(string json)
    {
        var reader = new JsonReader(json);
        var value = reader.ReadValue();
        reader.SkipBlanks();
        return reader._position == json.Length ? value : throw reader.Fail("the end");
    }

    private JsonValue ReadValue()
    {
        if (++_depth > MaxDepth)
        {
            throw Fail("fewer levels");
        }

        SkipBlanks();
        var value = Peek() switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => JsonValue.OfText(ReadText()),
            _ => ReadLiteral(),
        };
        _depth--;
        return value;
    }

    private JsonValue ReadObject()
    {
        var properties = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        _position++;
        for (var isFirst = true; !TryTake('}'); isFirst = false)
        {
            TakeSeparator(isFirst);
            SkipBlanks();
            var name = ReadText();
            Take(':');
            properties[name] = ReadValue();
        }

        return JsonValue.Of(properties);
    }

    private JsonValue ReadArray()
    {
        var items = new List<JsonValue>();
        _position++;
        for (var isFirst = true; !TryTake(']'); isFirst = false)
        {
            TakeSeparator(isFirst);
            items.Add(ReadValue());
        }

        return JsonValue.Of(items);
    }

    private void TakeSeparator(bool isFirst)
    {
        if (!isFirst)
        {
            Take(',');
        }
    }

    private string ReadText()
    {
        if (Peek() != '"')
        {
            throw Fail("a string");
        }

        var text = new StringBuilder();
        for (_position++; Peek() != '"'; _position++)
        {
            text.Append(Peek() == '\\' ? ReadEscape() : Peek());
        }

        _position++;
        return text.ToString();
    }

    private char ReadEscape()
    {
        _position++;
        return Peek() switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            'u' => ReadCode(),
            var character and ('"' or '\\' or '/') => character,
            _ => throw Fail("an escape"),
        };
    }

    private char ReadCode()
    {
        const int Digits = 4;
        if (_position + Digits >= _json.Length
            || !ushort.TryParse(
                _json.Substring(_position + 1, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw Fail("four hexadecimal digits");
        }

        _position += Digits;
        return (char)code;
    }

    private JsonValue ReadLiteral()
    {
        var start = _position;
        while (_position < _json.Length && (char.IsLetterOrDigit(_json[_position]) || _json[_position] is '-' or '+' or '.'))
        {
            _position++;
        }

        var raw = _json.Substring(start, _position - start);
        return raw is "true" or "false" or "null" || double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? JsonValue.OfLiteral(raw)
            : throw Fail("a value");
    }

    private char Peek() => _position < _json.Length ? _json[_position] : throw Fail("more");

    private void Take(char character)
    {
        if (!TryTake(character))
        {
            throw Fail($"'{character}'");
        }
    }

    private bool TryTake(char character)
    {
        SkipBlanks();
        var isThere = Peek() == character;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipBlanks()
    {
        while (_position < _json.Length && (_json[_position] is ' ' or '\t' or '\r' or '\n'))
        {
            _position++;
        }
    }

    private FormatException Fail(string expected) =>
        new($"Expected {expected} at position {_position.ToString(CultureInfo.InvariantCulture)}.");
}
