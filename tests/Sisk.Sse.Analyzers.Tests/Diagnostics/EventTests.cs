using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class EventTests
{
    [Fact]
    public Task Two_streams_of_one_event_type_clash_without_a_name() => Verify.ReportsAsync("SSE008", """
        public class Streams
        {
            [RouteGet("/a/{id}")]
            public EventStream<Price> A(int id) => new();

            [RouteGet("/b/{name}")]
            public EventStream<Price> [|B|](string name) => new();

            [RouteGet("/c", Name = "Other")]
            public EventStream<Price> C() => new();

            [RouteGet("/d")]
            public IAsyncEnumerable<Price> D() => null!;
        }

        public sealed record Price(int Cents);
        """);

    [Fact]
    public Task Streams_of_two_classes_have_broadcasters_of_their_own() => Verify.ReportsNothingAsync("""
        public class First
        {
            [RouteGet("/a")]
            public EventStream<Price> A() => new();
        }

        public class Second
        {
            [RouteGet("/b")]
            public EventStream<Price> B() => new();
        }

        public sealed record Price(int Cents);
        """);

    [Theory]
    [InlineData("EventStream<[|Action|]>")]
    [InlineData("Task<EventStream<[|Type|]>>")]
    [InlineData("IAsyncEnumerable<[|Task<int>|]>")]
    [InlineData("IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<[|int[,]|]>>")]
    [InlineData("EventStream<[|List<System.IO.Stream>|]>")]
    [InlineData("IAsyncEnumerable<[|Dictionary<string, Func<int>>|]>")]
    [InlineData("EventStream<[|System.Net.ServerSentEvents.SseItem<int>|]>")]
    [InlineData("Task<EventStream<[|System.Net.ServerSentEvents.SseItem<string>|]>>")]
    [InlineData("EventStream<[|(int Total, string Unit)|]>")]
    [InlineData("EventStream<[|(int, int)?|]>")]
    [InlineData("EventStream<[|ValueTuple<int>|]>")]
    [InlineData("IAsyncEnumerable<[|List<(int, int)>|]>")]
    [InlineData("IAsyncEnumerable<[|(int, int)[]|]>")]
    [InlineData("EventStream<[|System.Numerics.Vector3|]>")]
    [InlineData("EventStream<Tuple<int, int>>")]
    [InlineData("EventStream<KeyValuePair<int, int>>")]
    [InlineData("EventStream<DateTimeOffset?>")]
    [InlineData("EventStream<Guid>")]
    [InlineData("EventStream<System.Text.Json.JsonElement>")]
    [InlineData("EventStream<System.Text.Json.Nodes.JsonNode>")]
    [InlineData("EventStream<[|nint?|]>")]
    [InlineData("EventStream<[|List<int[,]>[]|]>")]
    [InlineData("EventStream<List<int>>")]
    [InlineData("EventStream<Dictionary<string, int?[]>>")]
    [InlineData("EventStream<Lazy<Task>>")]
    [InlineData("EventStream<[|System.Net.IPAddress|]>")]
    [InlineData("EventStream<[|List<System.Net.IPNetwork?>|]>")]
    [InlineData("EventStream<[|System.Numerics.BigInteger|]>")]
    [InlineData("IAsyncEnumerable<[|InvalidOperationException|]>")]
    [InlineData("EventStream<[|Dictionary<(int, int), string>|]>")]
    [InlineData("EventStream<[|IReadOnlyDictionary<byte[], string>|]>")]
    [InlineData("EventStream<[|List<Dictionary<System.Text.Rune, int>>|]>")]
    [InlineData("EventStream<SortedDictionary<DateOnly, Dictionary<DayOfWeek, Dictionary<Half, Dictionary<object, Version>>>>>")]
    [InlineData("EventStream<List<KeyValuePair<System.Text.Rune, int>>>")]
    public Task A_framework_type_is_reported_where_it_is_named(string type) => Verify.ReportsAsync("SSE013", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public {{type}} Watch() => null!;
        }
        """);

    [Theory]
    [InlineData("public struct [|Point|] { public int X; }")]
    [InlineData("public class [|Point|] { public int X; public static int Count { get; } private int Y { get; } }")]
    [InlineData("public record Point(int Z) { public int X; }")]
    [InlineData("public class Point { [System.Text.Json.Serialization.JsonInclude] public int X; }")]
    [InlineData("public class Point { }")]
    [InlineData("public class Point { public static int X; private int _y = 1; public override string ToString() => _y.ToString(); }")]
    [InlineData("public record Point((int X, int Y) [|At|]);")]
    [InlineData("public record Point(Inner [|At|]); public struct Inner { public int X; }")]
    [InlineData("public record Point((int X, int Y) At); public static class Json { public static void Set(System.Text.Json.JsonSerializerOptions o) => o.IncludeFields = true; }")]
    [InlineData("[System.Text.Json.Serialization.JsonConverter(typeof(int))] public struct Point { public int X; }")]
    public Task Types_with_only_fields_are_reported_unless_fields_are_included(string type) => Verify.ReportsAsync(
        "SSE013", "public class Streams { [RouteGet(\"/a\")] public EventStream<Point> Watch() => new(); } " + type, new Settings { Only = "SSE013" });

    [Fact]
    public Task A_type_that_nothing_can_create_is_reported_once_where_it_is_declared() => Verify.ReportsAsync("SSE013", """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Sealed> A() => new();

            [RouteGet("/b", Name = "Other")]
            public EventStream<Sealed> B() => new();

            [RouteGet("/c")]
            public EventStream<Single> C() => new();
        }

        public sealed class [|Sealed|]
        {
            private Sealed() { }
        }

        public sealed class Single
        {
            private Single() { }
            public static Single Instance { get; } = new();
        }
        """);

    [Theory]
    [InlineData("public static bool TryMake(out Money money) { money = new Money(); return true; }")]
    [InlineData("public static void Make(ref object money) => money = new Money();")]
    [InlineData("public sealed class Builder { public Money Build() => new(); }")]
    [InlineData("public static IFormattable? Zero => new Money() as IFormattable;")]
    [InlineData("[System.Text.Json.Serialization.JsonConstructor] private Money(int units) { }")]
    public Task A_type_that_creates_itself_in_some_way_can_be_an_event(string member) => Verify.ReportsNothingAsync($$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Money> A() => new();
        }

        public class Money
        {
            private Money() { }

            {{member}}
        }
        """);

    [Theory]
    [InlineData("public sealed record Price(Action [|Changed|]);")]
    [InlineData("public sealed record Price(List<System.IO.Stream> [|Files|], nint? [|Handle|]);")]
    [InlineData("public sealed record Price { public Type [|Kind|] => typeof(int); }")]
    [InlineData("public sealed record Price { public nint [|Handle|] { get; init; } }")]
    [InlineData("public sealed record Price { public ReadOnlySpan<char> [|Text|] => \"\"; }")]
    [InlineData("public unsafe class Price { public int* [|Pointer|] { get; init; } }")]
    [InlineData("public sealed record Price(int[,] [|Table|]);")]
    [InlineData("public sealed record Price(List<Line> Lines); public sealed record Line { public Price? Owner { get; init; } public Func<int>? [|Of|] { get; init; } }")]
    [InlineData("public abstract record Base { public Task? [|Done|] { get; init; } } public sealed record Price : Base;")]
    [InlineData("public sealed record Price { [System.Text.Json.Serialization.JsonIgnore] public Action? Changed { get; init; } }")]
    [InlineData("public sealed record Price(Dictionary<Key, int> [|ByKey|], List<KeyValuePair<Key, int>> Pairs); public readonly record struct Key(int Id);")]
    [InlineData(
        "public sealed record Price(System.Net.IPAddress? [|From|], Exception? [|Error|], System.Globalization.CultureInfo [|Culture|]);")]
    [InlineData("public sealed record Price(System.Net.IPAddress From); public class Json { public object O = new JsonIPAddressConverter(); } public class JsonIPAddressConverter;")]
    [InlineData("public sealed record Price(System.Net.IPAddress [|From|]); public class Json { public object O = new System.Text.Json.Serialization.JsonStringEnumConverter(); }")]
    [InlineData("public sealed record Price(Dictionary<Key, int> ByKey); public record struct Key(int Id); public abstract class KeyConverter : System.Text.Json.Serialization.JsonConverter<Key>;")]
    [InlineData("public sealed record Price(Dictionary<Key, int> ByKey); [System.Text.Json.Serialization.JsonConverter(typeof(int))] public record struct Key(int Id);")]
    [InlineData("public sealed record Price { internal Action? Changed { get; init; } private Type? Kind { get; init; } public static Type? Other => null; }")]
    public Task A_property_that_cannot_be_written_is_reported_once_where_it_is_declared(string type) => Verify.ReportsAsync("SSE013", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Price> A() => new();

            [RouteGet("/b")]
            public EventStream<List<Price>> B() => new();
        }

        {{type}}
        """);

    [Fact]
    public Task Two_events_of_one_name_are_reported_at_the_second() => Verify.ReportsAsync("SSE014", """
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
            public sealed record Cancelled : OrderEvent;
            [EventName("shipped")] public sealed record [|Sent|] : OrderEvent;
        }
        """);

    [Theory]
    [InlineData("[|\"a\\nb\"|]")]
    [InlineData("[|\"a\\r\"|]")]
    [InlineData("\"a b\"")]
    public Task An_event_name_is_one_line(string name) => Verify.ReportsAsync("SSE015", $$"""
        [EventName({{name}})]
        public sealed record Price(int Cents);
        """);

    [Fact]
    public Task A_hidden_event_of_a_generic_hierarchy_is_reported_once() => Verify.ReportsAsync("SSE062", """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Change<int>> Numbers() => new();

            [RouteGet("/b")]
            public EventStream<Change<Guid>> Ids() => new();
        }

        public abstract record Change<T>
        {
            public sealed record Added(T Item) : Change<T>;

            private sealed record [|Hidden|] : Change<T>;
        }
        """);

    [Theory]
    [InlineData("public abstract record [|Base|];")]
    [InlineData("public interface [|Base|];")]
    [InlineData("public abstract record Base { private sealed record {|SSE062:Hidden|} : Base; }")]
    [InlineData("public abstract record Base { public sealed record {|SSE062:Added|}<T>(T Item) : Base; }")]
    [InlineData("public abstract record Base { public abstract record Page<T> : Base { public sealed record {|SSE062:Added|}(T Item) : Page<T>; } public sealed record Closed : Page<int>; }")]
    [InlineData("public abstract record [|Base|] { public abstract record Middle : Base; }")]
    [InlineData("[System.Text.Json.Serialization.JsonDerivedType(typeof(Added<int>))] public abstract record Base { public sealed record Added<T>(T Item) : Base; }")]
    [InlineData("[System.Text.Json.Serialization.JsonDerivedType(typeof(Added<int>))] public abstract record Base { public sealed record Added<T>(T Item) : Base; public sealed record {|SSE062:Gone|}<T>(T Item) : Base; }")]
    [InlineData("public abstract record Base { public sealed record Event : Base; }")]
    [InlineData("[System.Text.Json.Serialization.JsonDerivedType(typeof(Event))] public abstract record Base; public record Event : Base;")]
    [InlineData("[System.Text.Json.Serialization.JsonConverter(typeof(object))] public abstract record Base;")]
    public Task A_hierarchy_has_an_event_or_is_a_warning(string hierarchy) => Verify.ReportsAsync("SSE016", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Base> A() => new();

            [RouteGet("/b")]
            public IAsyncEnumerable<Base> B() => null!;
        }

        {{hierarchy}}
        """);

    [Fact]
    public Task The_event_name_of_an_abstract_type_with_a_converter_is_sent() => Verify.ReportsNothingAsync("""
        using System.Text.Json;
        using System.Text.Json.Serialization;

        public class Streams { [RouteGet("/a")] public EventStream<Change> A() => new(); }

        [EventName("changed"), JsonConverter(typeof(ChangeConverter))]
        public abstract record Change;

        public sealed class ChangeConverter : JsonConverter<Change>
        {
            public override Change? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => null;
            public override void Write(Utf8JsonWriter writer, Change value, JsonSerializerOptions options) => writer.WriteNullValue();
        }
        """);
}
