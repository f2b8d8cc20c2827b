using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Incremental;

/// <summary>
/// What is generated after an edit is what a run from nothing generates of the edited project: nothing that a model depends on
/// escapes the comparison of declarations.
/// </summary>
public sealed class EquivalenceTests
{
    public static TheoryData<string> Files => ["Streams.cs", "Events.cs", "Names.cs", "Part.cs", "Root.cs", "Apart.cs"];

    /// <summary>Every so many of all edits: each takes two runs.</summary>
    private const int Step = 5;

    private static readonly Dictionary<string, string> _project = new()
    {
        ["Streams.cs"] = """
            using Here = Sisk.Sse.RouteGetAttribute;
            namespace Shop;

            [Tags(Names.Tag), RoutePrefix(Names.Prefix)]
            public partial class Streams(IServiceProvider services) : Base
            {
                [Here("/a/{id}", Identifier = Names.Identifier)]
                public EventStream<Event> A(int id, Kind kind = Kind.Small) => new();

                [There(Names.Route)]
                public override Task<EventStream<Nested.Price?>> B(string? key) { return null!; }

            #nullable disable
                [Sisk.Sse.RoutePost("/c")]
                public EventStream<string> C(string text) => new() { First = [services.ToString()] };
            #nullable restore

                [There(Where)]
                public EventStream<Other> ToCome() => new();
            }
            """,
        ["Events.cs"] = """
            using System.Text.Json.Serialization;
            namespace Shop;

            [JsonDerivedType(typeof(Far))]
            public abstract record Event
            {
                [EventName(Names.Near)] public sealed record Near(int X) : Event;
                internal record Inner : Middle;
                public abstract record Middle : Event;
            }
            public sealed record Far : Event;
            public enum Kind { None, Small, Large = Small + Names.Step }
            public static class Nested { public readonly struct Price { public int Cents { get; init; } } }
            """,
        ["Names.cs"] = """
            global using There = Sisk.Sse.RouteGetAttribute;
            namespace Shop;

            public static class Names
            {
                public const string Tag = "t", Prefix = "/p", Near = "n" + Tag, Route = "/b/{key}/" + nameof(Kind);
                public const string Identifier = "x/{id}";
                public const int Step = 2 * 3;
            }
            """,
        ["Part.cs"] = """
            using Microsoft.AspNetCore.Authorization;
            namespace Shop;

            [Authorize(Policy = "p")]
            partial class Streams;

            public abstract class Base : Root
            {
                [Authorize(Roles = Names.Tag)]
                public virtual Task<EventStream<Nested.Price?>> B(string? key) => null!;
            }
            """,
        ["Root.cs"] = """
            namespace Shop;

            [Tags("root")]
            public abstract class Root
            {
                protected const string Where = "/w";
            }
            """,

        // Nobody names it, until an edit gives it a name that Streams.cs has.
        ["Apart.cs"] = """
            namespace Shop;

            public class Apart(int number)
            {
                public sealed record Inner(string Text) : Event;
                protected int Number(string text) => number;
            }
            """,
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void An_edit_of_a_token_gives_what_a_run_from_nothing_gives(string file)
    {
        var before = Project.Create().AddSyntaxTrees(_project.Select(f => Project.Parse(f.Value, f.Key)).ToArray());
        var warm = Generated.Driver().RunGenerators(before, TestContext.Current.CancellationToken);
        var tree = before.SyntaxTrees.Single(t => t.FilePath == file);
        var root = tree.GetRoot(TestContext.Current.CancellationToken);
        Assert.NotEqual(Texts(warm), Texts(Generated.Driver().RunGenerators(Project.Create(), TestContext.Current.CancellationToken)));

        var edits = root.DescendantTokens().Where(t => t.Span.Length > 0).SelectMany(Edits).Where((_, i) => i % Step == 0);
        foreach (var (span, text) in edits)
        {
            var source = tree.GetText(TestContext.Current.CancellationToken).WithChanges(new TextChange(span, text));
            var after = before.ReplaceSyntaxTree(tree, tree.WithChangedText(source));
            var expected = Generated.Driver().RunGenerators(after, TestContext.Current.CancellationToken);
            var actual = warm.RunGenerators(after, TestContext.Current.CancellationToken);
            Assert.True(Texts(expected).SequenceEqual(Texts(actual)), $"'{root.GetText().GetSubText(span)}' at {span} to '{text}'");
        }
    }

    /// <summary>The token gone, written twice, and, where it has a text of its own, another text.</summary>
    private static IEnumerable<(TextSpan Span, string Text)> Edits(SyntaxToken token)
    {
        yield return (token.Span, "");
        yield return (token.Span, token.Text + " " + token.Text);
        switch (token.Kind())
        {
            case SyntaxKind.IdentifierToken:
                yield return (token.Span, "Other");
                break;
            case SyntaxKind.StringLiteralToken:
                yield return (new TextSpan(token.Span.End - 1, 0), "/other");
                break;
            case SyntaxKind.NumericLiteralToken:
                yield return (token.Span, "7");
                break;
            case SyntaxKind.PublicKeyword:
                yield return (token.Span, "internal");
                break;
            case SyntaxKind.RecordKeyword:
                yield return (token.Span, "class");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> Texts(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return result.GeneratedSources.Select(s => s.HintName + "\n" + s.SourceText).Append(result.Exception?.Message ?? "");
    }
}
