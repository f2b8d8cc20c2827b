using System.Text;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Emits and formats the parts of documentation comments.</summary>
internal static class Documentation
{
    public static void Summary(this CodeWriter writer, string text) => writer.Line($"/// <summary>{text}</summary>");

    public static void Parameter(this CodeWriter writer, string name, string text) =>
        writer.Line($"/// <param name=\"{name.TrimStart('@')}\">{text}</param>");

    public static void Returns(this CodeWriter writer, string text) => writer.Line($"/// <returns>{text}</returns>");

    /// <summary>Returns a reference to a type or member.</summary>
    public static string See(string reference) => "<see cref=\"" + reference + "\"/>";

    public static string SeeParameter(string name) => "<paramref name=\"" + name.TrimStart('@') + "\"/>";

    public static string Code(string text) => "<c>" + Escape(text) + "</c>";

    /// <summary>
    /// Escapes text. Line breaks would end the comment, and XML allows neither control characters nor unpaired surrogates.
    /// </summary>
    public static string Escape(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                escaped.Append(text, i++, 2);
                continue;
            }

            _ = text[i] switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\u2028' or '\u2029' or '\ufffe' or '\uffff' => escaped.Append(' '),
                var character when char.IsControl(character) || char.IsSurrogate(character) => escaped.Append(' '),
                var character => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' or '&' or '<' or '>')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Joins items as in "a, b and c".</summary>
    public static string Enumerate(string[] items) => items.Length < 2
        ? string.Concat(items)
        : string.Join(", ", items, 0, items.Length - 1) + " and " + items[items.Length - 1];
}
