using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Names of a server that the generated client declares again.</summary>
public sealed class GeneratedNameTests
{
    [Theory]
    [InlineData("Ⅷ", "Ⅷ")]
    [InlineData("ⅷ", "Ⅷ")]
    [InlineData("Ⅷ8", "Ⅷ8")]
    [InlineData("E\u0301te\u0301", "E\u0301te\u0301")]
    [InlineData("_8", "_8")]
    public void A_type_keeps_every_character_that_the_language_allows(string name, string generated) => Compile(
        $"public sealed class Orders {{ [RouteGet(\"/a\")] public EventStream<{name}> Watch() => new(); }} public sealed record {name}(int N);",
        $"shop.Orders.WatchAsync() is IAsyncEnumerable<Acme.{generated}>");

    [Theory]
    [InlineData("required")]
    [InlineData("scoped")]
    [InlineData("file")]
    [InlineData("record")]
    [InlineData("order")]
    [InlineData("class")]
    public void A_nested_type_may_have_a_name_of_small_letters(string name) => Compile(
        $$"""
        public sealed class Orders { [RouteGet("/a")] public EventStream<OrderEvent> Watch() => new(); }
        public abstract record OrderEvent { public sealed record @{{name}}(int N, @{{name}}.size Size) : OrderEvent { public enum size { small } } }
        """,
        $"new Acme.OrderEvent.@{name} {{ N = 1, Size = Acme.OrderEvent.@{name}.size.small }} is Acme.OrderEvent");

    [Theory]
    [InlineData("nameof")]
    [InlineData("ⅷ")]
    [InlineData("e\u0301")]
    public void A_parameter_of_the_route_may_have_any_name(string name) => Compile(
        $"public sealed class Orders {{ [RouteGet(\"/a/{{{name}}}\")] public EventStream<int> Watch(string {name}) => new(); }}",
        $"shop.Orders.WatchAsync({name}: \"\") is IAsyncEnumerable<int>");

    [Fact]
    public void Two_events_of_one_name_are_read_as_the_first() => Compile(
        """
        public sealed class Orders { [RouteGet("/a")] public EventStream<OrderEvent> Watch() => new(); }
        public abstract record OrderEvent { [EventName("sent")] public sealed record Sent(int N) : OrderEvent; [EventName("sent")] public sealed record Shipped(string By) : OrderEvent; }
        """,
        "shop.Orders.WatchAsync() is IAsyncEnumerable<Acme.OrderEvent>");

    /// <summary>Compiles a client of the server, and an expression that uses it.</summary>
    private static void Compile(string server, string use)
    {
        var contract = ProjectContract.JsonOf(GeneratedCode.From("#pragma warning disable CS8981\nnamespace Shop;\n" + server));
        var page = $$"""
            namespace Acme
            {
                [Sisk.Sse.Client.EventStreamClient("streams.json")] public partial class ShopStreams;
            }

            public static class Use
            {
                public static object Run(Acme.ShopStreams shop) => {{use}} ? shop : throw new InvalidOperationException();
            }
            """;

        ClientProject.Compile(Project.Create(page), contract);
    }
}
