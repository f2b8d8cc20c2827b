using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>The names of events.</summary>
public sealed class EventNameFixTests
{
    [Fact]
    public Task An_event_name_is_added_or_changed() => Fixing.VerifyAllAsync<EventNameFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<OrderEvent> A() => new();
        }

        public abstract record OrderEvent
        {
            public sealed record Shipped : OrderEvent;

            [EventName("shipped")]
            public sealed record Sent : OrderEvent;

            public static class Later
            {
                /// <summary>Once more.</summary>
                public sealed record Shipped : OrderEvent;
            }
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<OrderEvent> A() => new();
        }

        public abstract record OrderEvent
        {
            public sealed record Shipped : OrderEvent;

            [EventName("sent")]
            public sealed record Sent : OrderEvent;

            public static class Later
            {
                /// <summary>Once more.</summary>
                [EventName("laterShipped")]
                public sealed record Shipped : OrderEvent;
            }
        }
        """);

    [Fact]
    public Task The_line_breaks_leave_an_event_name() => Fixing.VerifyAsync<EventNameTextFix>(
        "[EventName(\"a\\r\\nb\")] public sealed record Price(int Cents);",
        "[EventName(\"ab\")] public sealed record Price(int Cents);");

    [Fact]
    public Task The_line_breaks_leave_all_event_names_at_once() => Fixing.VerifyAllAsync<EventNameTextFix>(
        "[EventName(\"a\\r\\nb\")] public sealed record Price(int Cents); [EventName(\"c\\n\")] public sealed record Tick;",
        "[EventName(\"ab\")] public sealed record Price(int Cents); [EventName(\"c\")] public sealed record Tick;");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task An_event_name_is_added_with_the_line_ends_of_the_file(string end)
    {
        const string Source = "public class Streams { [RouteGet(\"/a\")] public IAsyncEnumerable<E> A() => null!; }\n{0}public sealed record End : E;\npublic abstract record E;\n";
        var attributes = "[System.Text.Json.Serialization.JsonDerivedType(typeof(End))]\npublic abstract record E;";
        var source = Source.Replace("public abstract record E;", attributes, StringComparison.Ordinal);

        return Fixing.VerifyAllAsync<EventNameFix>(
            source.Replace("{0}", "", StringComparison.Ordinal).ReplaceLineEndings(end),
            source.Replace("{0}", "[EventName(\"endEvent\")]\n", StringComparison.Ordinal).ReplaceLineEndings(end));
    }

    [Fact]
    public Task Events_of_one_generic_type_cannot_be_distinguished_by_a_name() => Fixing.VerifyNoneAsync<EventNameFix>("""
        public class Streams { [RouteGet("/a")] public EventStream<Change> A() => new(); }
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Of<int>)), System.Text.Json.Serialization.JsonDerivedType(typeof(Of<long>))]
        public abstract record Change;
        public sealed record Of<T>(T Item) : Change;
        """);

    [Fact]
    public Task Comments_stay_when_an_event_name_is_changed() => Fixing.VerifyAsync<EventNameFix>(
        """
        public class Streams { [RouteGet("/a")] public IAsyncEnumerable<MatchEvent> A() => null!; }
        public abstract record MatchEvent { [EventName(/* old */ "error" /* bad */)] public sealed record Failure : MatchEvent; }
        """,
        """
        public class Streams { [RouteGet("/a")] public IAsyncEnumerable<MatchEvent> A() => null!; }
        public abstract record MatchEvent { [EventName(/* old */ "matchError" /* bad */)] public sealed record Failure : MatchEvent; }
        """);

    [Fact]
    public Task Comments_stay_when_the_line_breaks_leave_an_event_name() => Fixing.VerifyAsync<EventNameTextFix>(
        "[EventName(\"a\\r\\nb\" /* old */)] public sealed record Price(int Cents);",
        "[EventName(\"ab\" /* old */)] public sealed record Price(int Cents);");

    [Fact]
    public Task Each_of_several_duplicates_gets_a_name_of_its_own() => Fixing.VerifyAllAsync<EventNameFix>(
        """
        public class Streams { [RouteGet("/a")] public EventStream<OrderEvent> A() => new(); }
        public abstract record OrderEvent
        {
            public sealed record Added : OrderEvent;
            public static class Cart { [EventName("added")] public sealed record Moved : OrderEvent; }
            public static class List { [EventName("added")] public sealed record Moved : OrderEvent; }
        }
        """,
        """
        public class Streams { [RouteGet("/a")] public EventStream<OrderEvent> A() => new(); }
        public abstract record OrderEvent
        {
            public sealed record Added : OrderEvent;
            public static class Cart { [EventName("moved")] public sealed record Moved : OrderEvent; }
            public static class List { [EventName("listMoved")] public sealed record Moved : OrderEvent; }
        }
        """);

    [Fact]
    public Task An_event_name_gets_a_number_when_all_others_are_taken() => Fixing.VerifyAsync<EventNameFix>(
        """
        public class Streams { [RouteGet("/a")] public EventStream<OrderEvent> A() => new(); }
        public abstract record OrderEvent
        {
            public sealed record Added : OrderEvent;
            [EventName("added")] public sealed record Put : OrderEvent;
            [EventName("put")] public sealed record Laid : OrderEvent;
            [EventName("orderEventPut")] public sealed record Set : OrderEvent;
            [EventName("added2")] public sealed record Again : OrderEvent;
        }
        """,
        """
        public class Streams { [RouteGet("/a")] public EventStream<OrderEvent> A() => new(); }
        public abstract record OrderEvent
        {
            public sealed record Added : OrderEvent;
            [EventName("added3")] public sealed record Put : OrderEvent;
            [EventName("put")] public sealed record Laid : OrderEvent;
            [EventName("orderEventPut")] public sealed record Set : OrderEvent;
            [EventName("added2")] public sealed record Again : OrderEvent;
        }
        """);
}
