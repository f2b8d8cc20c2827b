using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>Templates and route attributes are corrected.</summary>
public sealed class RouteFixTests
{
    [Theory]
    [InlineData("\"/{id:integer}\"", "\"/{id:int}\"", "int")]
    [InlineData("\"/{id:string}\"", "\"/{id}\"", "string")]
    [InlineData("\"/{id:uuid?}\"", "\"/{id:guid?}\"", "Guid?")]
    [InlineData("\"/{id:gid}\"", "\"/{id:guid}\"", "Guid")]
    [InlineData("\"/{ID:whole?}\"", "\"/{ID:long?}\"", "long?")]
    [InlineData("\"/{id:day}\"", "\"/{id:datetime}\"", "DateOnly")]
    [InlineData("\"/{id:ushort}\"", "\"/{id:int}\"", "ushort")]
    [InlineData("\"/{id:int}\"", "\"/{id:guid}\"", "Guid")]
    [InlineData("\"/{id:bool}/a\"", "\"/{id}/a\"", "DateOnly")]
    [InlineData("@\"\\a\\{id}\"", "\"/a/{id}\"", "int")]
    [InlineData("\"/a/:id\"", "\"/a/{id}\"", "int")]
    public Task A_template_is_corrected(string template, string expected, string type)
    {
        return Fixing.VerifyAsync<RouteTextFix>(Source(template), Source(expected));

        string Source(string text) => $$"""
            public class Streams
            {
                [RouteGet({{text}})]
                public EventStream<string> Watch({{type}} id) => new();
            }
            """;
    }

    [Theory]
    [InlineData("a/{id:int}", "a/{id}")]
    [InlineData("{ id }", "{id}")]
    public Task An_identifier_takes_the_bare_name(string identifier, string expected)
    {
        return Fixing.VerifyAsync<RouteTextFix>(Source(identifier), Source(expected));

        static string Source(string text) => $$"""
            public class Streams
            {
                [RouteGet("/{id:int}", Identifier = "{{text}}")]
                public EventStream<string> Watch(int id) => new();
            }
            """;
    }

    [Theory]
    [InlineData("[RouteGet(\"/a/{shop}/[controller]\")]")]
    [InlineData("[RouteGet(\"/a/{shop:slug}\")]")]
    [InlineData("[RouteGet(\"/a/{shop:length(x)}\")]")]
    public Task A_template_that_nobody_can_guess_is_left_to_the_user(string attribute) => Fixing.VerifyNoneAsync<RouteTextFix>($$"""
        public class Streams
        {
            {{attribute}}
            public EventStream<string> Watch(string shop) => new();
        }
        """);

    [Fact]
    public Task MVC_route_attributes_are_removed_from_methods() => Fixing.VerifyAllAsync<MvcRouteFix>(
        """
        public class StreamsController : ControllerBase
        {
            /// <summary>Watches.</summary>
            [HttpGet("/a")]
            [RouteGet("/a")]
            public EventStream<string> A() => new();

            [RouteGet("/b"), HttpGet]
            public EventStream<int> B() => new();
        }
        """,
        """
        public class StreamsController : ControllerBase
        {
            /// <summary>Watches.</summary>
            [RouteGet("/a")]
            public EventStream<string> A() => new();

            [RouteGet("/b")]
            public EventStream<int> B() => new();
        }
        """);

    [Fact]
    public Task A_class_route_becomes_a_prefix() => Fixing.VerifyAsync<MvcRouteFix>(
        """
        [ApiController, Route("api/orders", Name = "orders")]
        public class OrdersController : ControllerBase
        {
            [RouteGet("events")]
            public EventStream<string> Watch() => new();
        }
        """,
        """
        [ApiController, RoutePrefix("api/orders")]
        public class OrdersController : ControllerBase
        {
            [RouteGet("events")]
            public EventStream<string> Watch() => new();
        }
        """);

    [Fact]
    public Task The_stream_beside_a_refusal_gets_its_type() => Fixing.VerifyAsync<RefusalFix>(
        """
        public class Streams
        {
            [RouteGet("/{id}")]
            public async Task<EventStream<string>> Watch(int id)
            {
                await Task.Yield();
                return id > 0 ? new() { First = ["a"] } : EventStream.Refuse(TypedResults.NotFound());
            }
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/{id}")]
            public async Task<EventStream<string>> Watch(int id)
            {
                await Task.Yield();
                return id > 0 ? new EventStream<string> { First = ["a"] } : EventStream.Refuse(TypedResults.NotFound());
            }
        }
        """,
        new Settings { Errors = ["CS1729", "CS0117"] });

    [Fact]
    public Task Comments_and_directives_stay_when_an_attribute_is_removed() => Fixing.VerifyAllAsync<MvcRouteFix>(
        """
        public class Streams
        {
            // First.
            [HttpGet]
            // Second.
            [RouteGet("/a")]
        #if !SLOW
            [HttpPost]
        #endif
            public EventStream<string> A() => new();
        }
        """,
        """
        public class Streams
        {
            // First.
            // Second.
            [RouteGet("/a")]

        #if !SLOW
        #endif
            public EventStream<string> A() => new();
        }
        """);
}
