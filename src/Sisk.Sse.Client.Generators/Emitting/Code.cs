using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>Writes indented lines that end with LF.</summary>
internal sealed class Code
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Version { get; } = typeof(Code).Assembly.GetName().Version.ToString(3);

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Returns the name, with an @ before it if it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || name is "await" or "field" or "value" ? "@" + name : name;

    /// <summary>Returns the name of a type for its declaration. The compiler warns about a name that has only lower-case letters.</summary>
    public static string EscapeType(string name) => name.All(static c => c is >= 'a' and <= 'z') ? "@" + name : name;

    public void Line(string text = "") => _text.Append(' ', text.Length == 0 ? 0 : _depth * 4).Append(text).Append('\n');

    public void Summary(string text) => Line("/// <summary>" + Xml(text) + "</summary>");

    public void Parameter(string name, string text) => Line($"/// <param name=\"{name.TrimStart('@')}\">{Xml(text)}</param>");

    public void Returns(string text) => Line("/// <returns>" + Xml(text) + "</returns>");

    public void Block(string header, Action content, string end = "}")
    {
        Line(header);
        Line("{");
        _depth++;
        content();
        _depth--;
        Line(end);
    }

    public void Indented(Action content)
    {
        _depth++;
        content();
        _depth--;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Escapes text for a comment, which ends with its line. XML allows no other control characters.</summary>
    private static string Xml(string text)
    {
        string line = new([.. text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
        return line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
    }
}
