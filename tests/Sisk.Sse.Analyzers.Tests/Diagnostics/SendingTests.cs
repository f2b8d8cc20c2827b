using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Diagnostics of sending: values of other types than the stream's events, names and histories without effect.</summary>
public sealed class SendingTests
{
    private const string Types = """
        public record Base(int Id);
        public sealed record Derived(int Id, string Name) : Base(Id);
        public sealed record Alias(int Id) : Base(Id);

        public abstract record OrderEvent
        {
            public record Shipped(string Carrier) : OrderEvent;
        }

        public sealed record Returned(string Why) : OrderEvent;
        public sealed record Express(string Carrier, int Hours) : OrderEvent.Shipped(Carrier);

        [System.Text.Json.Serialization.JsonDerivedType(typeof(Circle))]
        public record Shape;
        public sealed record Circle(double Radius) : Shape;
        """;

    [Theory]
    [InlineData("Base", "[|new Derived(1, \"a\")|]")]
    [InlineData("Base", "new Base(1)")]
    [InlineData("Base", "new Alias(1)")]
    [InlineData("OrderEvent", "[|new Returned(\"a\")|]")]
    [InlineData("OrderEvent", "[|new Express(\"a\", 1)|]")]
    [InlineData("OrderEvent", "new OrderEvent.Shipped(\"a\")")]
    [InlineData("Shape", "new Circle(1)")]
    [InlineData("object", "new Circle(1)")]
    public async Task A_value_that_a_stream_sends_is_one_of_its_events(string payload, string value)
    {
        await Verify.ReportsAsync("SSE061", $$"""
            public class Streams
            {
                [RouteGet("/a")]
                public async IAsyncEnumerable<{{payload}}> Watch()
                {
                    await Task.Yield();
                    yield return {{value}};
                }
            }

            {{Types}}
            """);
        await Verify.ReportsAsync("SSE061", $$"""
            public class Streams
            {
                [RouteGet("/a")]
                public EventStream<{{payload}}> Watch() => new() { First = [{{value}}] };

                public static {{payload}} Elsewhere() => {{value.Replace("[|", "").Replace("|]", "")}};
            }

            {{Types}}
            """);
    }

    [Theory]
    [InlineData("await streams.BroadcastBaseAsync([|new Derived(1, \"a\")|]);")]
    [InlineData("await streams.BroadcastBaseAsync(new(1));")]
    [InlineData("await streams.BroadcastBaseAsync(some);")]
    [InlineData("await streams.BroadcastBaseAsync(some.Id == 1 ? [|new Derived(1, \"a\")|] : some);")]
    public Task A_value_that_is_broadcast_is_one_of_the_events(string statement) => Verify.ReportsAsync("SSE061", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Base> Watch() => new();
        }

        public sealed class Service(StreamsBroadcaster streams)
        {
            public async Task SendAsync(Base some)
            {
                {{statement}}
            }
        }

        {{Types}}
        """);

    [Theory]
    [InlineData("private sealed record [|Draft|] : OrderEvent;")]
    [InlineData("public sealed record [|Added|]<T>(T Item) : OrderEvent;")]
    [InlineData("private abstract record Draft : OrderEvent;")]
    [InlineData("private sealed record Line(int Number);")]
    [InlineData("internal sealed record Draft : OrderEvent;")]
    public Task A_nested_type_that_cannot_be_an_event_is_reported_once(string nested) => Verify.ReportsAsync("SSE062", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<OrderEvent> A() => new();

            [RouteGet("/b")]
            public IAsyncEnumerable<OrderEvent> B() => null!;
        }

        public abstract record OrderEvent
        {
            public sealed record Shipped : OrderEvent;
            {{nested}}
        }
        """);

    [Theory]
    [InlineData("[[|EventName(\"order\")|]] public abstract record OrderEvent;")]
    [InlineData("[[|EventName(\"order\")|]] public interface OrderEvent;")]
    [InlineData("[EventName(\"order\")] public record OrderEvent;")]
    public Task An_event_name_is_on_a_concrete_type(string type) => Verify.ReportsAsync("SSE063", type);

    [Theory]
    [InlineData("[EventHistory(MaxEvents = [|-1|])]", "EventStream<string>")]
    [InlineData("[EventHistory(MaxAgeSeconds = [|double.NaN|])]", "EventStream<string>")]
    [InlineData("[EventHistory(MaxAgeSeconds = [|double.PositiveInfinity|], MaxBytes = [|-5|])]", "EventStream<string>")]
    [InlineData("[EventHistory(MaxAgeSeconds = [|1e300|])]", "EventStream<string>")]
    [InlineData("[[|EventHistory(MaxEvents = 5)|]]", "IAsyncEnumerable<string>")]
    [InlineData("[[|EventHistory|]]", "HttpResponse")]
    [InlineData("[EventHistory(MaxEvents = 0, MaxBytes = 0, MaxAgeSeconds = 0.5)]", "EventStream<string>")]
    [InlineData("[EventHistory]", "Task<EventStream<string>>")]
    [InlineData("[EventHistory(Newcomers = NewcomerReplay.Latest, MaxEvents = 1)]", "EventStream<string>")]
    [InlineData("[EventHistory(Newcomers = NewcomerReplay.None, MaxEvents = 0)]", "EventStream<string>")]
    [InlineData("[EventHistory(Newcomers = [|NewcomerReplay.All|], MaxEvents = 0)]", "EventStream<string>")]
    [InlineData("[EventHistory(MaxBytes = 0, Newcomers = [|NewcomerReplay.Latest|])]", "EventStream<string>")]
    [InlineData("[EventHistory(Newcomers = [|(NewcomerReplay)7|])]", "EventStream<string>")]
    public Task A_history_is_in_range_and_of_a_push_stream(string attribute, string type) => Verify.ReportsAsync("SSE066", $$"""
        public class Streams
        {
            [RouteGet("/a")] {{attribute}}
            public {{type}} Watch() => null!;
        }
        """);

    [Fact]
    public Task A_history_of_a_class_is_for_its_push_streams() => Verify.ReportsAsync("SSE066", """
        [EventHistory(MaxEvents = 10, MaxAgeSeconds = [|-1|])]
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> A() => new();

            [RouteGet("/b")]
            public IAsyncEnumerable<string> B() => null!;
        }
        """);
}
