using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Events and bodies of projects that are published without reflection.</summary>
public sealed class SerializerContextTests
{
    private const string Serialized = """
        using System.Text.Json.Serialization;

        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<OrderEvent> A() => new();

            [RouteGet("/b")]
            public IAsyncEnumerable<Tick> B() => null!;

            [RouteGet("/c")]
            public EventStream<string> C() => new();

            [RouteGet("/d")]
            public IAsyncEnumerable<[|int|]> D() => null!;
        }

        public abstract record OrderEvent
        {
            public sealed record [|Shipped|] : OrderEvent;
            public sealed record Sent : OrderEvent;
        }

        public sealed record Tick(long Number);

        public sealed record Page(Tick[] Ticks);

        [JsonSerializable(typeof(Page)), JsonSerializable(typeof(OrderEvent.Sent))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """;

    /// <summary>The context's other half comes from System.Text.Json's generator, which does not run here.</summary>
    private static readonly string[] _contextErrors = ["CS0534", "CS7036"];

    [Theory]
    [InlineData("PublishAot")]
    [InlineData("PublishTrimmed")]
    public Task Published_without_reflection_every_event_type_is_in_a_context(string property) =>
        Verify.ReportsAsync("SSE017", Serialized, new Settings { Build = { [property] = "true" }, Errors = _contextErrors });

    [Fact]
    public Task Published_with_reflection_no_context_is_needed() =>
        Verify.ReportsNothingAsync(
            Serialized.Replace("[|", "").Replace("|]", ""), new Settings { Build = { ["PublishAot"] = "false" }, Errors = _contextErrors });

    /// <summary>System.Text.Json writes text, times and lists by converters, which know nothing of the types of their properties.</summary>
    [Theory]
    [InlineData("[|int|]", "Order")]
    [InlineData("[|bool|]", "Order")]
    [InlineData("[|DayOfWeek|]", "Order")]
    [InlineData("Guid", "Order")]
    [InlineData("decimal", "decimal")]
    [InlineData("int", "Lines")]
    [InlineData("Order", "Orders")]
    public Task Properties_of_framework_types_are_not_in_a_context(string payload, string registered) =>
        Verify.ReportsAsync(
            "SSE017",
            $$"""
            using System.Text.Json.Serialization;

            public class Streams { [RouteGet("/a")] public EventStream<{{payload}}> A() => new(); }

            public sealed record Order(string Text, DateTime At, Guid Id, List<string> Lines, Uri Page, Dictionary<string, Guid> Ids);

            public sealed class Orders : List<Order>;

            public sealed record Lines(List<int> Numbers);

            [JsonSerializable(typeof({{registered}}))]
            internal sealed partial class AppJson : JsonSerializerContext;
            """,
            new Settings { Build = { ["PublishAot"] = "true" }, Errors = _contextErrors });

    [Fact]
    public Task Properties_of_a_type_are_in_a_context_although_its_assembly_is_named_like_the_framework() => Verify.ReportsNothingAsync(
        """
        using System.Text.Json.Serialization;

        public class Streams { [RouteGet("/a")] public EventStream<Tick> A() => new(); }

        [JsonSerializable(typeof(Page))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        new Settings
        {
            Build = { ["PublishAot"] = "true" },
            Errors = _contextErrors,
            References = [Assembled.Of("System.Shop", "public sealed record Tick(long Number); public sealed record Page(Tick[] Ticks);")],
        });

    [Theory]
    [InlineData("JsonSerializable(typeof(Price[]))", "Price")]
    [InlineData("JsonSerializable(typeof(string))", "[|Price|]")]
    public async Task A_context_of_a_referenced_assembly_counts(string attribute, string price)
    {
        var contracts = Assembled.Of("Contracts", $$"""
            using System;
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using System.Text.Json.Serialization.Metadata;

            public sealed record Price(int Cents);

            [{{attribute}}]
            internal sealed class ContractsJson() : JsonSerializerContext(null)
            {
                protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
            """);
        await Verify.ReportsAsync(
            "SSE017",
            $"public class Streams {{ [RouteGet(\"/a\")] public EventStream<{price}> A() => new(); }}",
            new Settings { Build = { ["PublishAot"] = "true" }, References = [contracts] });
    }

    [Theory]
    [InlineData("public sealed record [|Question|](string Text);", "Question question")]
    [InlineData("public sealed class [|Question|] { public string? Text { get; set; } }", "Question question, ILogger<Streams> logger")]
    [InlineData("public sealed record Question(string Text);", "[FromBody] int[] [|question|]")]
    [InlineData("public sealed record Question(Tick Tick);", "Tick tick")]
    [InlineData("public sealed class Question { public void Ask() { } }", "Question question")]
    [InlineData("public sealed record Question(string Text);", "System.IO.Stream body")]
    [InlineData("public sealed record Question(string Text);", "[FromServices] Question question")]
    public Task The_body_of_a_POST_is_in_a_context(string question, string parameters) => Verify.ReportsAsync(
        "SSE017",
        $$"""
        using System.Text.Json.Serialization;
        using Microsoft.Extensions.Logging;

        public class Streams { [RoutePost("/a")] public EventStream<Tick> A({{parameters}}) => new(); }

        public sealed record Tick(string Text);

        {{question}}

        [JsonSerializable(typeof(Tick))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        new Settings { Build = { ["PublishAot"] = "true" }, Errors = _contextErrors, Only = "SSE017" });

    [Theory]
    [InlineData("sse.Send([|price|]);")]
    [InlineData("sse.SendAsync([|new Price(1)|], \"price\");")]
    [InlineData("sse.Send(id: \"1\", payload: [|price|]); sse.Send(price);")]
    [InlineData("sse.Send<object>([|price|]);")]
    [InlineData("sse.Send(new Tick(\"a\"));")]
    [InlineData("sse.Send(\"text\"); sse.Send((string?)null);")]
    [InlineData("void Forward<T>(T value) => sse.Send(value); Forward(price);")]
    public Task What_an_imperative_source_sends_is_in_a_context(string statements) => Verify.ReportsAsync(
        "SSE017",
        $$"""
        using System.Text.Json.Serialization;

        public class Sender { public void Run(HttpRequestEventSource sse, Price price) { {{statements}} } }

        public sealed record Price(int Cents);

        public sealed record Tick(string Text);

        [JsonSerializable(typeof(Tick))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        new Settings { Build = { ["PublishTrimmed"] = "true" }, Errors = _contextErrors, Only = "SSE017" });

    [Fact]
    public async Task An_anonymous_type_needs_a_name_before_it_can_be_in_a_context()
    {
        var analysis = await Analysis.RunAsync(
            ["public class Sender { public void Run(HttpRequestEventSource sse) => sse.Send(new { total = 3 }); }"],
            new Settings { Build = { ["PublishAot"] = "true" }, Only = "SSE017" });

        Assert.Equal(
            "An anonymous type is not in a JsonSerializerContext, so sending it fails when the project is published ahead of time. "
            + "Send a record, and add [JsonSerializable] for it to a context.",
            Assert.Single(analysis.Diagnostics, d => d.Id == "SSE017").GetMessage());
    }
}
