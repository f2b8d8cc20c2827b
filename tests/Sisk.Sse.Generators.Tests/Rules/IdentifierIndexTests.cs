using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Rules;

public sealed class IdentifierIndexTests
{
    [Fact]
    public void Index_finds_the_stream_that_a_comparison_with_all_finds()
    {
        string[] first = ["a", "b", "{id}", "{room}", "7"];
        string[] templates =
            [.. from x in first from y in first from z in first where x[0] != '{' || (x != y && x != z) select $"{x}/{y}/{z}"];
        var random = new Random(1);
        random.Shuffle(templates);
        var streams = Streams([.. templates.Where(IsValid), .. first, "a/b"]);

        var index = new IdentifierIndex(IdentifierOverlap.CanBeEqual);
        for (var i = 0; i < streams.Length; i++)
        {
            var expected = streams.Take(i).FirstOrDefault(s => IdentifierOverlap.CanBeEqual(s, streams[i]));
            Assert.Same(expected, index.Add(streams[i]));
        }
    }

    [Fact]
    public void Index_compares_no_streams_that_differ_in_a_literal()
    {
        var compared = 0;
        var index = new IdentifierIndex((_, _) => ++compared > 0);
        foreach (var stream in Streams([.. Enumerable.Range(0, 300).Select(i => $"feed/{i}/{{id}}")]))
        {
            Assert.Null(index.Add(stream));
        }

        Assert.Equal(0, compared);
    }

    private static bool IsValid(string template) => template.Split('/').Where(s => s[0] == '{').GroupBy(s => s).All(g => g.Count() == 1);

    private static AnnotatedMethod[] Streams(string[] templates)
    {
        var methods = templates.Select((template, i) =>
            $"[RouteGet(\"/{i}\", Identifier = \"{template}\", Exclusive = true)] public EventStream<string> Watch{i}(int id, string room) => new();");
        var project = Project.Create($"public class Streams {{ {string.Join("\n", methods)} }}");
        return [.. AnnotatedMethod.Find((INamedTypeSymbol)project.GetSymbolsWithName("Streams").Single())];
    }
}
