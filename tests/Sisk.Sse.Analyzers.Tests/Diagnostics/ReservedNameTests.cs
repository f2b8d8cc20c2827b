using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class ReservedNameTests
{
    [Theory]
    [InlineData("IAsyncEnumerable<MatchEvent>", "[|End|]", "[|Error|]", "Reset", "[|Open|]")]
    [InlineData("EventStream<MatchEvent>", "End", "[|Error|]", "[|Reset|]", "[|Open|]")]
    [InlineData("IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<MatchEvent>>", "End", "Error", "Reset", "Open")]
    public Task A_reserved_name_is_reported_for_the_streams_that_use_it(
        string stream, string end, string error, string reset, string open) =>
        Verify.ReportsAsync("SSE053", $$"""
        public class Match
        {
            [RouteGet("/match")]
            public {{stream}} Watch() => null!;
        }

        public abstract record MatchEvent
        {
            public sealed record {{end}} : MatchEvent;
            public sealed record {{error}} : MatchEvent;
            public sealed record {{reset}} : MatchEvent;
            public sealed record {{open}} : MatchEvent;
            public sealed record Ended : MatchEvent;
            [EventName("End")] public sealed record Other : MatchEvent;
        }
        """);

    [Theory]
    [InlineData("StreamEnd.Event", "[|End|]")]
    [InlineData("StreamEnd.Done", "End")]
    [InlineData("StreamEnd.None", "End")]
    public Task End_is_a_free_name_where_a_pull_stream_ends_without_it(string end, string name) => Verify.ReportsAsync("SSE053", $$"""
        public class Match
        {
            [RouteGet("/match", End = {{end}})]
            public IAsyncEnumerable<MatchEvent> Watch() => null!;
        }

        public abstract record MatchEvent
        {
            public sealed record {{name}} : MatchEvent;
            public sealed record Goal : MatchEvent;
        }
        """);

    [Theory]
    [InlineData("[EventName(\"error\")] public sealed record [|Failure|]")]
    [InlineData("public sealed record End")]
    [InlineData("[EventName(\"failed\")] public sealed record Error")]
    public async Task The_only_event_of_a_stream_has_only_a_given_name(string type)
    {
        var name = Markup.Parse(type, "").Text.Split(' ')[^1];
        await Verify.ReportsAsync("SSE053", $$"""
            public class Match
            {
                [RouteGet("/match")]
                public IAsyncEnumerable<{{name}}> Watch() => null!;

                [RouteGet("/other")]
                public EventStream<{{name}}> Other() => new();
            }

            {{type}}(string Text);
            """);
    }

    [Fact]
    public Task A_type_named_by_JsonDerivedType_is_reported_once() => Verify.ReportsAsync("SSE053", """
        using System.Text.Json.Serialization;

        public class Match
        {
            [RouteGet("/a")]
            public IAsyncEnumerable<Base> A() => null!;

            [RouteGet("/b")]
            public EventStream<Base> B() => new();
        }

        [JsonDerivedType(typeof(Error), "error")]
        public abstract record Base;

        public sealed record [|Error|](string Text) : Base;
        """);

    [Theory]
    [InlineData("new(1, [|\"end\"|])")]
    [InlineData("new System.Net.ServerSentEvents.SseItem<int>(1, eventType: [|\"error\"|])")]
    [InlineData("new(1, [|Name|])")]
    [InlineData("new(1, \"reset\")")]
    [InlineData("new(1, \"done\")")]
    [InlineData("new(1)")]
    public Task A_constant_event_type_of_an_item_is_checked(string item) => Verify.ReportsAsync("SSE053", $$"""
        public class Numbers
        {
            private const string Name = "open";

            [RouteGet("/a")]
            public async IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>> Watch()
            {
                await Task.Yield();
                yield return {{item}};
            }

            public static System.Net.ServerSentEvents.SseItem<int> Elsewhere() => new(1, "end");
        }
        """);

    [Theory]
    [InlineData("sse.Send(\"a\", [|\"error\"|]);")]
    [InlineData("await sse.SendAsync(1, eventName: [|\"open\"|]);")]
    [InlineData("sse.Send(\"a\", \"end\"); sse.Send(\"a\", \"reset\"); sse.Send(\"error\");")]
    [InlineData("sse.Send(\"a\", request.Path);")]
    public Task A_constant_event_name_given_to_Send_is_checked(string statement) => Verify.ReportsAsync("SSE053", $$"""
        public static class Handler
        {
            public static async Task<HttpResponse> HandleAsync(HttpRequest request)
            {
                await using var sse = request.GetEventSource();
                await Task.Yield();
                {{statement}}
                return sse.Close();
            }
        }
        """);
}
