using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Compiling;

/// <summary>Projects in which careless generated code would not compile. Every warning is an error in them.</summary>
public sealed class HostileProjectTests
{
    private const string Streams = """
        [RoutePrefix("/orders")]
        public sealed class Streams(IStore store)
        {
            [RouteGet("/{id}")]
            public Task<EventStream<Change>> Watch(int id, CancellationToken ct) =>
                throw new NotSupportedException(store.ToString() + id + ct);

            [RouteGet("/pull")]
            public IAsyncEnumerable<string> Pull() => throw new NotSupportedException();

            [RouteGet("/imperative")]
            public HttpResponse Imperative(HttpResponse response) => response;
        }

        public interface IStore;

        public abstract record Change
        {
            public sealed record Added(string Name) : Change;
        }
        """;

    [Theory]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Nullable_annotations_may_be_on_or_off(NullableContextOptions nullable) =>
        Generated.From(Project.Create(nullable, ["namespace Shop;\n" + Streams, Texts])).Compiles();

    [Theory]
    [InlineData("record")]
    [InlineData("request")]
    public void Generated_types_have_no_warning_when_the_class_has_a_lower_case_name(string name)
    {
        var generated = Generated.From(
            $"#pragma warning disable CS8860, CS8981\npublic sealed class @{name} {{ [RouteGet(\"/a/{{id}}\")] public EventStream<int> Watch(int id) => new(); }}");

        generated.Compiles();
    }

    [Theory]
    [InlineData("")]
    [InlineData("namespace Shop;")]
    public void A_type_may_be_named_var_or_by_an_underscore(string scope) => Generated.From($$"""
        #pragma warning disable CS8981
        {{scope}}
        public sealed class var;
        public sealed class _;
        public sealed class Streams(IServiceProvider services)
        {
            [RouteGet("/a/{id}/{day}")] public Task<EventStream<string>> Push(int id, DateOnly? day, [AsParameters] Page page) => throw new NotSupportedException(services.ToString());
            [RouteGet("/b")] public EventStream<Page>? All(string[] names, Microsoft.Extensions.Primitives.StringValues texts, Microsoft.Extensions.Primitives.StringValues? more, Own own) => null;
            [RouteGet("/c/{number}")] public EventStream<int> Numbers(Old? number) => new();
            [RoutePost("/d")] public async IAsyncEnumerable<Page> Pull(Page page, string? text, Kind kind = Kind.A) { await Task.Yield(); yield return page; }
            [RoutePost("/e")] public ValueTask<EventSequence<int>> Sequence(Page? page, Own? own) => throw new NotSupportedException();
            [RoutePost("/f")] public HttpResponse Imperative(HttpResponse response, IEnumerable<Page> pages) => response;
        }
        public sealed record Page(int Size, string? Sort);
        public enum Kind { A }
        public sealed class Own { public static ValueTask<Own?> BindAsync(HttpContext context) => default; }
        public struct Old { public static bool TryParse(string? text, out Old old) { old = default; return true; } public override string ToString() => ""; }
        """).Compiles();

    [Fact]
    public void There_may_be_no_implicit_usings() => Generated.From(Project.WithoutUsings("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Sisk.Sse;

        namespace Shop;

        """ + Streams)).Compiles();

    [Theory]
    [InlineData("")]
    [InlineData("Acme.Shop.System")]
    public void A_root_namespace_changes_nothing(string name)
    {
        var project = Project.Create("namespace Shop;\n" + Streams);

        var generated = Generated.From(project, new() { ["build_property.RootNamespace"] = name }).Compiles();

        Assert.Equal(Generated.From(project).Files, generated.Files);
    }

    [Fact]
    public void Types_may_be_called_like_the_namespaces_that_generated_code_uses() => Generated.From(
        "namespace Shop;\n" + Streams,
        """
        namespace Shop;

        public sealed class System;
        public sealed class Sisk;
        public sealed class Microsoft;
        public sealed class ValueTask;
        public sealed class Identifier;
        public sealed class StreamPublisher;
        """).Compiles();

    [Fact]
    public void A_type_called_Task_may_stand_in_the_global_namespace() => Generated.From(
        "namespace Shop;\n" + Streams.Replace("Task<", "global::System.Threading.Tasks.Task<"),
        "public sealed class Task; public sealed class Identifier; public static class EventSink;").Compiles();

    [Fact]
    public void Namespaces_may_end_in_the_names_that_generated_code_uses() => Generated.From(
        "namespace Shop.System.Sisk;\n" + Streams,
        "namespace Shop.Microsoft { public class Anything; } namespace Shop.System.Threading { public class Anything; }").Compiles();

    [Theory]
    [InlineData("System")]
    [InlineData("System.Shop")]
    [InlineData("Microsoft.Extensions.Shop")]
    [InlineData("Microsoft.AspNetCore.Shop")]
    public void Events_may_stand_in_namespaces_of_the_framework(string name)
    {
        const string Controller = "public sealed class Orders { [RouteGet(\"/orders\")] public EventStream<OrderEvent> Watch() => new(); }";
        var events =
            $"namespace {name} {{ public abstract record OrderEvent {{ public sealed record Shipped(string Carrier) : OrderEvent; }} }}";
        var library = CompiledLibrary.From("Library", events);

        foreach (var project in new[] { Project.Create(Controller, "global using " + name + ";", events), Project.Create(Controller, "global using " + name + ";").AddReferences(library.Reference) })
        {
            var files = Generated.From(project).Compiles().Files;

            Assert.Contains("BroadcastShippedAsync(", files["Orders.g.cs"], StringComparison.Ordinal);
            Assert.Contains("\"carrier\"", files["EventStreams.Contract.g.cs"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Controllers_may_stand_in_the_global_namespace() => Generated.From(Streams).Compiles();

    [Fact]
    public void Controllers_and_events_may_be_nested() => Generated.From(
        "namespace Shop; public static class Outer { public class Task; internal static class Inner {\n" + Streams + "\n} }").Compiles();

    [Fact]
    public void Nested_controllers_of_one_name_have_broadcasters_of_their_own() => Generated.From(
        "namespace Shop; public static class Left {\n" + Streams + "\n}",
        "namespace Shop; public static class Right {\n" + Streams + "\n}").Compiles();

    [Fact]
    public void Names_that_differ_only_in_case_do_not_collide() => Generated.From(
        "namespace Shop;\n" + Streams,
        """
        #pragma warning disable CS8981
        namespace Shop
        {
            public sealed class streams { [RouteGet("/lower")] public EventStream<string> watch() => new(); }
        }

        public sealed class EventStreams { [RouteGet("/a")] public EventStream<string> A() => new(); }

        public sealed class Shop_Streams
        {
            [RouteGet("/b")] public EventStream<string> B() => new();
            [RouteGet("/c")] public EventStream<int> b() => new();
        }
        """).Compiles();

    [Fact]
    public void Names_may_be_keywords() => Generated.From("""
        namespace @namespace.@event;

        public sealed class @class
        {
            [RouteGet("/{event}/{await}/{var}")]
            public EventStream<@struct> @new(
                int @event, string @await, Kind? @var, [FromKeyedServices(Kind.@default)] object @object) => new();
        }

        public enum Kind { @default }
        public sealed record @struct(string Text);
        """).Compiles();

    [Fact]
    public void Names_may_be_those_that_generated_code_gives_its_own_variables() => Generated.From("""
        namespace Shop;

        public sealed class Streams
        {
            [RouteGet("/{context}/{binder}/{controller}/{stream}/{events}/{payload}/{ct}/{identifier}/{values}/{_}")]
            public EventStream<Value> Push(
                int context, int binder, int controller, int stream, int events, int payload, int ct, int identifier, int values,
                int _) => new();

            [RouteGet("/blocking/{context}/{_}/{controller}")]
            public HttpResponse Blocking(int context, int _, int controller, HttpResponse response) => response;
        }

        public sealed record Value(string Text);
        """).Compiles();

    [Fact]
    public void Controllers_and_events_may_be_internal() => Generated.From("""
        namespace Shop;

        internal sealed class Streams
        {
            [RouteGet("/a/{kind}")]
            internal EventStream<Change> A(Kind kind) => new();
        }

        public sealed class PublicStreams
        {
            [RouteGet("/b/{kind}")]
            internal EventStream<Change> B(Kind kind) => new();

            [RouteGet("/c")]
            public EventStream<Partly> C() => new();
        }

        internal enum Kind { Small }

        internal abstract record Change
        {
            internal sealed record Added(string Name) : Change;
        }

        public abstract record Partly
        {
            internal sealed record Hidden : Partly;
            public sealed record Shown : Partly;
        }
        """).Compiles();

    [Fact]
    public void Obsolete_code_is_reported_once_where_the_project_uses_it() => Generated.From("""
        namespace Shop;

        #pragma warning disable CS0618, CS0612
        [Obsolete("Use others.")]
        public sealed class Streams
        {
            [RouteGet("/a"), Obsolete]
            public EventStream<Change> A() => new();
        }

        [Obsolete]
        public sealed record Change;
        """).Compiles();

    [Fact]
    public void Methods_that_cannot_be_endpoints_break_nothing() => Generated.From("""
        namespace Shop;

        public sealed class Generic<T> { [RouteGet("/a")] public EventStream<T> A() => new(); }
        public abstract class Abstract { [RouteGet("/b")] public abstract EventStream<string> B(); }
        public struct Structure { [RouteGet("/c")] public EventStream<string> C() => new(); }
        public interface IContract { [RouteGet("/d")] EventStream<string> D(); }
        file sealed class Local { [RouteGet("/e")] public EventStream<string> E() => new(); }
        public sealed class Outer
        {
            private sealed class Hidden { [RouteGet("/f")] public EventStream<string> F() => new(); }
            [RouteGet("/g")] private EventStream<string> G() => new();
            [RouteGet("/h")] public EventStream<T> H<T>() => new();
            [RouteGet("/i")] public string I() => "";
            [RouteGet("/j")] public EventStream<string> J(out int number) { number = 0; return new(); }
            [RouteGet("/k")] public EventStream<string> K(Span<int> numbers) => new();
            [RouteGet("/l/{id}")] public EventStream<string> L(object id) => new();
            [RouteGet("/m"), RoutePost("/m")] public EventStream<string> M() => new();
            [RouteGet(null!)] public EventStream<string> N() => new();
            [RouteGet("/o")] public EventStream<Empty> O() => new();
            [RouteGet("/q")] public EventStream<string> Q() => new();
        }
        public interface IQ { EventStream<string> Q(); IAsyncEnumerable<int> R(); }
        public sealed class Explicit : IQ
        {
            [RouteGet("/r")] EventStream<string> IQ.Q() => new();
            [RouteGet("/s")] IAsyncEnumerable<int> IQ.R() => throw new NotSupportedException();
            public void P() { [RouteGet("/p")] static EventStream<string> Local() => new(); Local(); }
        }
        public abstract record Empty;
        """).Compiles();

    [Theory]
    [InlineData("a\\rb")]
    [InlineData("a\\r\\nb")]
    [InlineData("a\\u0085b")]
    [InlineData("a\\u2028b")]
    [InlineData("a\\u2029b")]
    [InlineData("a\\0\\u0007\\u001bb")]
    [InlineData("a\\ud800b")]
    [InlineData("\\udc00")]
    [InlineData("\\ufffe\\uffff")]
    [InlineData("\\ud83d\\ude00 <b> & \\\"c\\\"")]
    public void Event_names_may_hold_any_character(string name) => Generated.From($$"""
        namespace Shop;
        public sealed class Orders { [RouteGet("/orders")] public EventStream<OrderEvent> Watch() => new(); }
        public abstract record OrderEvent { [EventName("{{name}}")] public sealed record Shipped(string Carrier) : OrderEvent; }
        """).Compiles();

    [Theory]
    [InlineData("class Orders(OrdersBroadcaster own)", "")]
    [InlineData("class Orders(Shop.OrdersBroadcaster own)", "")]
    [InlineData("class Orders(Lazy<OrdersBroadcaster?> own)", "")]
    [InlineData("class Orders(Shop.Sales.SalesBroadcaster own)", "")]
    [InlineData("class Orders(SalesBroadcaster own)", "")]
    [InlineData("class Orders", "OrdersBroadcaster own")]
    [InlineData("class Orders", "OrdersBroadcaster? own = null")]
    [InlineData("class Orders", "[FromServices] OrdersBroadcaster own")]
    [InlineData("class Orders", "[AsParameters] Parts own")]
    public void Controllers_may_ask_for_broadcasters(string declaration, string parameter)
    {
        var text = Generated.From($$"""
            using Shop.Sales;
            namespace Shop
            {
                public {{declaration}}
                {
                    [RouteGet("/a")] public EventStream<string> Watch({{parameter}}) => new() { First = [$"{{(parameter == "" ? "{own}" : "")}}"] };
                    [RoutePost("/b")] public EventStream<int> Post({{parameter}}) => new();
                }
                public sealed record Parts(OrdersBroadcaster Own);
            }
            namespace Shop.Sales { public class Sales { [RouteGet("/c")] public EventStream<string> Watch() => new(); } }
            """.Replace("using Shop.Sales;", declaration.Contains("(Sales", StringComparison.Ordinal) ? "using Shop.Sales;" : "", StringComparison.Ordinal))
            .Compiles().Files["Shop.Orders.g.cs"];

        Assert.Contains("MapPush(\"GET\", \"/a\"", text, StringComparison.Ordinal);
        Assert.Contains("MapPush(\"POST\", \"/b\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_very_many_parts_is_no_trouble()
    {
        var project = Project.Create(Streams, $$"""
            public static class Texts
            {
                public const string Long = {{string.Join(" + ", Enumerable.Repeat("\"x\"", 20_000))}};
                public static readonly string Other = {{string.Join(" + ", Enumerable.Repeat("Long", 5_000))}};
            }
            """);
        Exception? failure = null;

        // No more than a thread of Windows has.
        var thread = new Thread(() => failure = Record.Exception(() => Generated.From(project)), 1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
    }

    /// <summary>Text parameters and payloads, whose annotations differ most between the settings.</summary>
    private const string Texts = """
        namespace Shop;

        public sealed class Texts
        {
            [RouteGet("/texts/{room}/{rest?}")]
            public EventStream<string> Watch(string room, string rest, string query, string[] many, IStore optional = null!) => new();
        }
        """;
}
