using System;
using System.Collections.Generic;

namespace Sisk.Sse.Generators.Routing;

/// <summary>Parses a route template by ASP.NET Core's rules, from left to right without backtracking.</summary>
internal ref struct RouteTemplateParser
{
    private readonly string _template;
    private readonly List<IReadOnlyList<RoutePart>> _segments = [];
    private readonly List<string> _names = [];
    private int _position;
    private RouteError? _error;

    private RouteTemplateParser(string template)
    {
        _template = template;
    }

    public static RouteTemplate Parse(string template)
    {
        var parser = new RouteTemplateParser(template);
        parser.ReadSegments();
        return new RouteTemplate(parser._segments, parser._error);
    }

    private void ReadSegments()
    {
        _position = _template.StartsWith("~/", StringComparison.Ordinal) ? 2 : _template.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;
        while (_error is null && _position < _template.Length)
        {
            var start = _position;
            var parts = ReadSegment();
            if (_error is not null)
            {
                return;
            }

            if (parts.Count == 0)
            {
                Fail("has two slashes in a row. Remove one", start, 1);
                return;
            }

            CheckSegment(parts, start);
            _segments.Add(parts);
            _position++; // the slash
        }
    }

    private List<RoutePart> ReadSegment()
    {
        var parts = new List<RoutePart>();
        while (_error is null && _position < _template.Length && _template[_position] != '/')
        {
            var part = AtParameter() ? ReadParameter() : ReadLiteral();
            if (part is not null)
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    private readonly bool AtParameter() =>
        _template[_position] == '{' && !(_position + 1 < _template.Length && _template[_position + 1] == '{');

    private RoutePart? ReadLiteral()
    {
        var start = _position;
        while (_position < _template.Length && _template[_position] != '/')
        {
            var character = _template[_position];
            var isDoubled = _position + 1 < _template.Length && _template[_position + 1] == character;
            if (character is '{' or '}' && isDoubled)
            {
                _position += 2;
            }
            else if (character == '{')
            {
                break;
            }
            else if (character is '}' or '?')
            {
                var reason = character == '}'
                    ? "has a '}' without a '{'. Remove it, or write '}}' for the character"
                    : "has a '?' outside of a parameter. Read query values with method parameters";
                Fail(reason, _position, 1);
                return null;
            }
            else
            {
                _position++;
            }
        }

        return new RoutePart(Unescape(start, _position));
    }

    private RoutePart? ReadParameter()
    {
        var start = _position;
        var end = FindEnd(start + 1);
        if (end < 0)
        {
            Fail("is missing a closing brace. Add '}'", start, _template.Length - start);
            return null;
        }

        _position = end + 1;
        var part = RouteParameterParser.Parse(Unescape(start + 1, end));
        var reason = RouteParameterParser.Check(part)
            ?? (IsTaken(part.Text) ? $"has two parameters named '{part.Text}'. Rename one" : null);
        if (reason is not null)
        {
            Fail(reason, start, _position - start);
        }

        _names.Add(part.Text);
        return part;
    }

    private readonly bool IsTaken(string name)
    {
        foreach (var taken in _names)
        {
            if (string.Equals(taken, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the closing brace. Doubled braces belong to a constraint, as in <c>{id:regex(^\\d{{2}}$)}</c>.</summary>
    private readonly int FindEnd(int start)
    {
        for (var i = start; i < _template.Length; i++)
        {
            if (_template[i] is not ('{' or '}'))
            {
                continue;
            }

            if (i + 1 < _template.Length && _template[i + 1] == _template[i])
            {
                i++;
            }
            else
            {
                return _template[i] == '}' ? i : -1;
            }
        }

        return -1;
    }

    private void CheckSegment(List<RoutePart> parts, int start)
    {
        for (var i = 0; i < parts.Count && _error is null; i++)
        {
            var reason = parts[i] switch
            {
                { IsCatchAll: true } when parts.Count > 1 => "has a catch-all parameter beside other text. Give it a segment of its own",
                { IsCatchAll: true } when _position < _template.Length =>
                    "has a segment after a catch-all parameter. Move the parameter to the end",
                { IsOptional: true } when parts.Count > 1 && (i != parts.Count - 1 || parts[i - 1].Text != ".")
                    => "has an optional parameter beside other text. Put a single '.' before it, or a '/'",
                { IsParameter: true } when i > 0 && parts[i - 1].IsParameter => "has two adjacent parameters. Put text between them",
                _ => null,
            };
            if (reason is not null)
            {
                Fail(reason, start, _position - start);
            }
        }
    }

    private readonly string Unescape(int start, int end) => _template.Substring(start, end - start).Replace("{{", "{").Replace("}}", "}");

    private void Fail(string reason, int start, int length) => _error ??= new RouteError(reason, start, length);
}
