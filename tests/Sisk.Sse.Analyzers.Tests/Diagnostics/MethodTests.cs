using Microsoft.CodeAnalysis;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class MethodTests
{
    [Theory]
    [InlineData("[|string|]", "\"\"")]
    [InlineData("[|Task<string>|]", "Task.FromResult(\"\")")]
    [InlineData("[|void|]", "throw null!")]
    [InlineData("[|ValueTask<HttpResponse>|]", "default")]
    [InlineData("[|Task<IEnumerable<int>>|]", "null!")]
    [InlineData("[|Task<Task<EventSequence<int>>>|]", "null!")]
    [InlineData("[|IAsyncEnumerable<Span<int>>|]", "null!")]
    [InlineData("EventStream<string>", "new()")]
    [InlineData("ValueTask<EventStream<string>>", "new(new EventStream<string>())")]
    [InlineData("IAsyncEnumerable<int>", "null!")]
    [InlineData("IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>>", "null!")]
    [InlineData("Task<IAsyncEnumerable<int>>", "null!")]
    [InlineData("ValueTask<IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>>>", "default")]
    [InlineData("EventSequence<int>", "null!")]
    [InlineData("Task<EventSequence<System.Net.ServerSentEvents.SseItem<int>>>", "null!")]
    [InlineData("ValueTask<EventSequence<int>>", "default")]
    [InlineData("Task<HttpResponse>", "null!")]
    public Task A_return_type_is_an_event_stream_or_an_error(string type, string value) => Verify.ReportsAsync("SSE001", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public {{type}} Watch() => {{value}};
        }
        """);

    [Fact]
    public async Task A_return_type_that_does_not_exist_is_left_to_the_compiler()
    {
        var analysis = await Analysis.RunAsync(["public class Streams { [RouteGet(\"/a\")] public EventStrim<int> Watch() => new(); }"]);
        Assert.Empty(analysis.Diagnostics);
    }

    [Theory]
    [InlineData("private EventStream<string> [|Watch|]() => new();")]
    [InlineData("protected EventStream<string> [|Watch|]() => new();")]
    [InlineData("public EventStream<string> [|Watch|]<T>() => new();")]
    [InlineData("public EventStream<string> Watch([|ref int id|]) => new();")]
    [InlineData("public EventStream<string> Watch([|out int id|]) => throw null!;")]
    [InlineData("internal EventStream<string> Watch(in int id) => new();")]
    [InlineData("protected internal static EventStream<string> Watch() => new();")]
    public Task A_method_can_be_called_or_is_an_error(string method) => Verify.ReportsAsync("SSE002", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            {{method}}
        }
        """);

    [Theory]
    [InlineData("EventStream<string> IStreams.[|Watch|]() => new();")]
    [InlineData("EventStream<string> Shop.IStreams.[|Watch|]() => new();")]
    public Task An_explicit_interface_implementation_cannot_be_called(string method) => Verify.ReportsAsync("SSE002", $$"""
        namespace Shop;
        public class Streams : IStreams { [RouteGet("/a")] {{method}} }
        public interface IStreams { EventStream<string> Watch(); }
        """);

    /// <summary>An error in a declaration ends the compilation before the analyzers run, so the injected type has to exist.</summary>
    [Theory]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public {|SSE001:Task<string>|} Watch() => null!; }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public EventStream<string> {|SSE002:Watch|}<T>() => new(); }")]
    [InlineData("public abstract class {|SSE003:Orders|} { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public class {|SSE003:Orders|}<T> { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public struct {|SSE003:Orders|} { [RouteGet(\"/a\")] public EventStream<string> Watch() => new(); }")]
    [InlineData("public interface {|SSE003:Orders|} { [RouteGet(\"/a\")] EventStream<string> Watch() => new(); }")]
    [InlineData("public class Orders : IOrders { [RouteGet(\"/a\")] EventStream<string> IOrders.{|SSE002:Watch|}() => new(); } public interface IOrders { EventStream<string> Watch(); }")]
    [InlineData("public class Orders { [RouteGet(\"/a\")] public {|SSE001:string|} Watch() => null!; [RouteGet(\"/b\")] public HttpResponse B(HttpResponse r) => r; }")]
    public Task A_mistake_is_reported_where_the_broadcaster_is_injected(string orders) =>
        Verify.ReportsAsync("", orders + " public class Shipping(OrdersBroadcaster orders) { public object Orders => orders; }");

    [Theory]
    [InlineData("public abstract class [|Streams|] { METHOD }")]
    [InlineData("public class [|Streams|]<T> { METHOD }")]
    [InlineData("public struct [|Streams|] { METHOD }")]
    [InlineData("file class [|Streams|] { METHOD }")]
    [InlineData("public class Outer { private class [|Streams|] { METHOD } }")]
    [InlineData("public class Outer<T> { public class [|Streams|] { METHOD } }")]
    [InlineData("public abstract class Streams { STATIC }")]
    [InlineData("public abstract class [|Streams|] { public EventStream<string> Own() => new(); STATIC [RouteGet(\"/c\")] public EventStream<long> C() => new(); }")]
    [InlineData("public class [|Streams|]<T> { STATIC }")]
    [InlineData("public class [|Streams|]<T> { [RouteGet(\"/a/{id}\")] public EventStream<T> A(T id, [FromQuery] T[] many, List<T> more) => new(); }")]
    [InlineData("public static class Outer { public static class Streams { STATIC } }")]
    [InlineData("public abstract class Base { }\npublic class Streams : Base { METHOD }")]
    public Task A_class_can_be_created_or_is_one_error_for_all_its_methods(string type) => Verify.ReportsAsync("SSE003", type
        .Replace(
            "METHOD",
            "[RouteGet(\"/a\")] public EventStream<int> A() => new(); [RouteGet(\"/b\")] public EventStream<string> B() => new();")
        .Replace("STATIC", "[RouteGet(\"/a\")] public static EventStream<int> A() => new();"));

    [Theory]
    [InlineData("public EventStream<string> Watch() => new();", "")]
    [InlineData("public static EventStream<string> Watch() => new();", "")]
    [InlineData(
        "public EventStream<string> Watch() => new();", "[RouteGet(\"/b\")] public static EventStream<string> Ordinary() => new();")]
    [InlineData(
        "public static EventStream<string> Watch() => new();", "[RouteGet(\"/b\")] public static EventStream<string> Ordinary() => new();")]
    public Task An_extension_has_no_streams_of_its_own(string method, string ordinary) => Verify.ReportsAsync("SSE003", $$"""
        public static class Streams
        {
            [|extension|](HttpRequest request)
            {
                [RouteGet("/a")]
                {{method}}

                public int Length => request.Path.Value!.Length;
            }

            {{ordinary}}
        }
        """);

    [Fact]
    public Task A_mistake_of_a_partial_method_is_reported_once() => Verify.ReportsAsync("SSE009", """
        public sealed partial class Streams
        {
            [RouteGet("/a/{id:{|SSE055:integer|}}/{[|other|]}")]
            public partial EventStream<{|SSE013:(int, int)|}> Watch(Guid id, {|SSE059:List<int>|} sizes);

            [RouteGet("/b")]
            private partial EventStream<long> {|SSE002:Hidden|}();

            [RouteGet("/c", Identifier = "{|SSE007:{missing}|}", Name = "{|SSE043:a b|}")]
            public partial EventStream<string> Named({|SSE005:Span<int>|} part);

            [{|SSE050:HttpGet("/d")|}, RouteGet("/d"), EventHistory(MaxEvents = {|SSE066:-1|})]
            public partial EventStream<byte> Kept();

            [RouteGet("/e")]
            public partial IAsyncEnumerable<int> Pull();

            [RouteGet("/f")]
            public partial {|SSE001:string|} Text();
        }

        public sealed partial class Streams
        {
            public partial EventStream<(int, int)> Watch(Guid id, List<int> sizes) => new();

            private partial EventStream<long> Hidden() => new();

            public partial EventStream<string> Named(Span<int> part) => new();

            public partial EventStream<byte> Kept() => new();

            public async partial IAsyncEnumerable<int> Pull()
            {
                while (true)
                {
                    await Task.{|SSE054:Delay|}(100_000);
                    yield return 1;
                }
            }

            public partial string Text() => "";
        }
        """);

    [Fact]
    public Task An_attribute_that_is_given_twice_is_left_to_the_compiler() => Verify.ReportsAsync(
        "SSE008",
        "public class Streams { [RouteGet(\"/a\"), RouteGet(\"/b\")] public EventStream<string> {|SSE008:Watch|}() => new(); }",
        new Settings { Errors = ["CS0579"] });

    [Fact]
    public Task A_static_method_of_an_abstract_class_can_be_called_or_is_an_error() => Verify.ReportsAsync("SSE002", """
        public abstract class Streams
        {
            [RouteGet("/a")]
            private static EventStream<string> [|Watch|]() => new();
        }
        """);

    [Fact]
    public Task An_abstract_method_of_an_abstract_class_is_one_mistake() => Verify.ReportsAsync("SSE003", """
        public abstract class [|Streams|]
        {
            [RouteGet("/a")]
            public abstract EventStream<string> Watch();
        }
        """);

    [Fact]
    public Task A_mistake_of_a_method_with_two_routes_is_said_once() => Verify.ReportsAsync("SSE001", """
        public class Streams
        {
            [RouteGet("/a"), RoutePost("/a")]
            public [|int|] Watch() => 0;
        }
        """);

    [Theory]
    [InlineData("public void M() { [RouteGet(\"/a\")] static EventStream<int> [|Local|]() => new(); Local(); }")]
    [InlineData("public Func<EventStream<int>> M() => [[|RouteGet(\"/a\")|]] () => new();")]
    [InlineData("public EventStream<int> M { [RouteGet(\"/a\")] [|get|] => new(); }")]
    public Task Function_that_is_not_a_method_of_a_class_is_an_error(string member) =>
        Verify.ReportsAsync("SSE002", $"public class Streams {{ {member} }}");

    [Theory]
    [InlineData("public required string [|Name|] { get; init; }")]
    [InlineData("public required string [|_name|];")]
    [InlineData("public required string Name { get; init; } [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Streams() => Name = \"\";")]
    public async Task A_required_member_is_set_by_the_constructor_or_is_one_error(string member)
    {
        var source = $$"""
            public class Streams
            {
                [RouteGet("/a")]
                public EventStream<int> A() => new();

                [RouteGet("/b")]
                public EventStream<string> B() => new();

                {{member}}
            }

            public sealed class User(StreamsBroadcaster streams)
            {
                public ValueTask Send() => streams.BroadcastAAsync(1);
            }
            """;
        await Verify.ReportsAsync("SSE003", source);

        var analysis = await Analysis.RunAsync([Markup.Parse(source, "SSE003").Text]);
        Assert.Empty(analysis.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public Task A_required_member_of_a_base_class_is_reported_at_the_class() => Verify.ReportsAsync("SSE003", """
        public abstract class Base
        {
            public required string Name { get; init; }
        }

        public class [|Streams|] : Base
        {
            [RouteGet("/a")]
            public EventStream<int> A() => new();

            [RouteGet("/b")]
            public static EventStream<string> B() => new();
        }

        public class WithoutInstance : Base
        {
            [RouteGet("/c")]
            public static EventStream<int> C() => new();
        }
        """);

    [Theory]
    [InlineData("[[|Even|]] int number")]
    [InlineData("[System.ComponentModel.DataAnnotations.Range(0, 1)] int number")]
    [InlineData("[Mark] int number")]
    [InlineData("[AsParameters] Page page")]
    public Task Rule_of_a_parameter_that_generated_code_cannot_create_is_reported(string parameter) => Verify.ReportsAsync("SSE041", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<string> Watch({{parameter}}) => new();

            public sealed record Page({{(parameter.Contains("Page", StringComparison.Ordinal) ? "[property: [|Even|]] int Number" : "")}});

            private sealed class EvenAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute;

            private sealed class MarkAttribute : Attribute;
        }
        """);
}
