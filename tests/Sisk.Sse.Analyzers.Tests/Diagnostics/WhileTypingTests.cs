using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>The diagnostics that an editor shows of one file, before it has looked at the rest of the project.</summary>
public sealed class WhileTypingTests
{
    private const string Source = """
        public class First
        {
            [RouteGet("/a", Identifier = "a/{id}", Exclusive = true)]
            public EventStream<string> A(int id) => new();
        }

        public class Second
        {
            [RouteGet({|SSE010:"/a"|}, Identifier = "{|SSE011:a/{id}|}", Exclusive = true)]
            public EventStream<Price> B(int id) => new();

            [RouteGet({|SSE010:"/a"|}, Identifier = "{|SSE011:a/{id}|}", Exclusive = true)]
            public EventStream<Price> {|SSE008:C|}(int id) => new();
        }

        public sealed record Price(int Cents);
        """;

    [Fact]
    public async Task Clashes_within_a_class_are_shown_at_once()
    {
        var shown = await Analysis.WhileTypingAsync(Markup.Parse(Source, "").Text);

        Assert.Equal([("SSE008", "C"), ("SSE010", "C"), ("SSE011", "C")], shown.Select(d => (d.Id, d.GetMessage().Split('\'')[1])).Order());
    }

    [Fact]
    public Task A_build_shows_each_clash_once() => Verify.ReportsAsync("", Source);
}
