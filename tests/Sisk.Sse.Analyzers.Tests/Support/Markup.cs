using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>Source text that says where it expects diagnostics: <c>[|here|]</c>, or <c>{|SSE001:here|}</c> for one of another id.</summary>
internal sealed partial record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string source, string id)
    {
        var text = new StringBuilder();
        var expected = new List<(string, TextSpan)>();
        var position = 0;
        foreach (Match match in Marks().Matches(source))
        {
            text.Append(source, position, match.Index - position);
            var marked = match.Groups["text"];
            expected.Add((match.Groups["id"] is { Success: true, Value: var own } ? own : id, new TextSpan(text.Length, marked.Length)));
            text.Append(marked.Value);
            position = match.Index + match.Length;
        }

        return new Markup(text.Append(source, position, source.Length - position).ToString(), expected);
    }

    [GeneratedRegex(@"(\[\||\{\|(?<id>SSE\d+):)(?<text>.*?)(\|\]|\|\})", RegexOptions.Singleline)]
    private static partial Regex Marks();
}
