using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>The context of the types that are written as JSON.</summary>
public sealed class SerializerFixTests
{
    private static readonly Settings _aot = new() { Build = { ["PublishAot"] = "true" } };

    [Fact]
    public Task Event_types_are_added_to_the_context_all_at_once() => Fixing.VerifyAllAsync<AddToContextFix>(
        """
        using System.Text.Json.Serialization;

        namespace Shop;

        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<OrderEvent> A() => new();
        }

        public abstract record OrderEvent
        {
            public sealed record Shipped : OrderEvent;

            public sealed record Sent : OrderEvent;
        }

        /// <summary>The payload.</summary>
        [JsonSerializable(typeof(string))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        """
        using System.Text.Json.Serialization;

        namespace Shop;

        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<OrderEvent> A() => new();
        }

        public abstract record OrderEvent
        {
            public sealed record Shipped : OrderEvent;

            public sealed record Sent : OrderEvent;
        }

        /// <summary>The payload.</summary>
        [JsonSerializable(typeof(string))]
        [JsonSerializable(typeof(OrderEvent.Shipped))]
        [JsonSerializable(typeof(OrderEvent.Sent))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        _aot);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task An_event_type_is_added_with_the_line_ends_of_the_file(string end)
    {
        const string Source = """
            public class Streams { [RouteGet("/a")] public EventStream<Sale> A() => new(); }
            public sealed record Sale(int Id);
            [System.Text.Json.Serialization.JsonSerializable(typeof(string))]
            internal sealed partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext;
            """;
        const string Added = "[System.Text.Json.Serialization.JsonSerializable(typeof(Sale))]\ninternal";

        return Fixing.VerifyAsync<AddToContextFix>(
            Source.ReplaceLineEndings(end), Source.Replace("internal", Added, StringComparison.Ordinal).ReplaceLineEndings(end), _aot);
    }

    [Fact]
    public Task Without_a_context_there_is_nothing_to_add_to() => Fixing.VerifyNoneAsync<AddToContextFix>(
        "public class Streams { [RouteGet(\"/a\")] public EventStream<int> A() => new(); }", _aot);
}
