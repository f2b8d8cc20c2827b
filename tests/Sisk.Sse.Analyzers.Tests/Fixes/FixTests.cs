using Microsoft.CodeAnalysis.CodeFixes;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

public sealed class FixTests
{
    private static readonly Settings _bare = new() { HasStartup = false };

    private static readonly Settings _aot = new() { Build = { ["PublishAot"] = "true" } };

    [Fact]
    public Task A_blocking_wait_in_an_async_method_is_awaited() => Fixing.VerifyAsync<AwaitFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                await Task.Yield();
                // Until the client leaves.
                sse.WaitForFail(TimeSpan.FromSeconds(5));
                return sse.Close();
            }
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                await Task.Yield();
                // Until the client leaves.
                await sse.WaitForFailAsync(TimeSpan.FromSeconds(5));
                return sse.Close();
            }
        }
        """);

    [Fact]
    public Task Blocking_handlers_become_async_all_at_once() => Fixing.VerifyAllAsync<AwaitFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                sse.WaitForFail(TimeSpan.FromSeconds(5));
                sse.KeepAlive();
                return sse.Close();
            }

            public static void Map(WebApplication r)
            {
                r += new Sisk.Sse.Route(RouteMethod.Get, "/", (req) =>
                {
                    var sse = req.GetEventSource("b");
                    sse.KeepAlive();
                    return sse.Close();
                });
            }
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                await sse.WaitForFailAsync(TimeSpan.FromSeconds(5));
                await sse.KeepAliveAsync();
                return sse.Close();
            }

            public static void Map(WebApplication r)
            {
                r += new Sisk.Sse.Route(RouteMethod.Get, "/", async (req) =>
                {
                    var sse = req.GetEventSource("b");
                    await sse.KeepAliveAsync();
                    return sse.Close();
                });
            }
        }
        """);

    [Fact]
    public Task A_method_that_gives_a_task_in_its_own_way_is_left_to_its_author() => Fixing.VerifyNoneAsync<AwaitFix>("""
        public class Streams
        {
            public static Task<HttpResponse> Watch(HttpRequestEventSource sse)
            {
                sse.KeepAlive();
                return Task.FromResult(sse.Close());
            }
        }
        """);

    [Fact]
    public Task The_parameters_of_a_route_are_added_with_the_types_of_their_constraints() => Fixing.VerifyAllAsync<AddParameterFix>(
        """
        public class Streams
        {
            [RouteGet("/{shop}/{order:int}/{page?}")]
            public EventStream<string> A(CancellationToken ct) => new();

            [RouteGet("/b/{key:guid}")]
            public EventStream<int> B() => new();

            [RouteGet("/c", Identifier = "c/{user}")]
            public EventStream<long> C(int a, int b = 1) => new();
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/{shop}/{order:int}/{page?}")]
            public EventStream<string> A(string shop, int order, string? page, CancellationToken ct) => new();

            [RouteGet("/b/{key:guid}")]
            public EventStream<int> B(Guid key) => new();

            [RouteGet("/c", Identifier = "c/{user}")]
            public EventStream<long> C(int a, string user, int b = 1) => new();
        }
        """);

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

    [Fact]
    public Task Streams_of_one_event_type_are_told_apart_by_a_name() => Fixing.VerifyAllAsync<StreamNameFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Price> Asks() => new();

            [RouteGet("/b")]
            public EventStream<Price> Bids() => new();

            [RouteGet("/c", Identifier = "c")]
            public EventStream<Price> Cuts() => new();
        }

        public sealed record Price(int Cents);
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Price> Asks() => new();

            [RouteGet("/b", Name = "Bids")]
            public EventStream<Price> Bids() => new();

            [RouteGet("/c", Identifier = "c", Name = "Cuts")]
            public EventStream<Price> Cuts() => new();
        }

        public sealed record Price(int Cents);
        """);

    [Fact]
    public Task Headers_move_up_in_their_order() => Fixing.VerifyAllAsync<MoveHeaderFix>(
        """
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
                sse.Send("a");
                sse.AppendHeader("X-One", "1");
                sse.Send("b");
                sse.AppendHeader("X-Two", "2");
                return sse.Close();
            }
        }
        """,
        """
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
                sse.AppendHeader("X-One", "1");
                sse.AppendHeader("X-Two", "2");
                sse.Send("a");
                sse.Send("b");
                return sse.Close();
            }
        }
        """);

    [Fact]
    public Task A_header_whose_value_comes_later_stays() => Fixing.VerifyNoneAsync<MoveHeaderFix>("""
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
                var sent = sse.Send("a");
                sse.AppendHeader("X-Sent", sent.ToString());
                return sse.Close();
            }
        }
        """);

    [Fact]
    public Task Sources_are_disposed_of() => Fixing.VerifyAllAsync<AddUsingFix>(
        """
        public static class Handlers
        {
            public static void A(HttpRequest request)
            {
                // The first.
                var sse = request.GetEventSource();
                sse.Send("a");
            }

            public static async Task B(HttpRequest request)
            {
                var sse = request.GetEventSource();
                await sse.SendAsync("a");
            }
        }
        """,
        """
        public static class Handlers
        {
            public static void A(HttpRequest request)
            {
                // The first.
                using var sse = request.GetEventSource();
                sse.Send("a");
            }

            public static async Task B(HttpRequest request)
            {
                await using var sse = request.GetEventSource();
                await sse.SendAsync("a");
            }
        }
        """);

    private const string Stream = "public class Streams { [RouteGet(\"/a\")] public EventStream<int> A() => new(); }";

    [Theory]
    [InlineData(FixAllScope.Custom)]
    [InlineData(FixAllScope.Solution)]
    public Task The_calls_are_added_where_the_application_is_built(FixAllScope scope) => Fixing.VerifyAsync<AddCallsFix>(
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    var app = builder.Build();
                    app.Run();
                }
            }
            """,
        ],
        [
            Stream,
            """
            public static class Program
            {
                public static void Run()
                {
                    var builder = WebApplication.CreateBuilder();
                    builder.Services.AddEventStreams();
                    var app = builder.Build();
                    app.MapEventStreams();
                    app.Run();
                }
            }
            """,
        ],
        scope,
        _bare);

    [Fact]
    public Task A_project_that_maps_without_adding_gets_the_other_call() => Fixing.VerifyAsync<AddCallsFix>(
        """
        public static class Program
        {
            public static void Run()
            {
                var builder = WebApplication.CreateBuilder();

                var app = builder.Build();
                app.MapEventStreams();
            }
        }
        """,
        """
        public static class Program
        {
            public static void Run()
            {
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddEventStreams();

                var app = builder.Build();
                app.MapEventStreams();
            }
        }
        """,
        _bare);

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

        /// <summary>What is sent.</summary>
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

        /// <summary>What is sent.</summary>
        [JsonSerializable(typeof(string))]
        [JsonSerializable(typeof(OrderEvent.Shipped))]
        [JsonSerializable(typeof(OrderEvent.Sent))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        _aot);

    [Fact]
    public Task Without_a_context_there_is_nothing_to_add_to() => Fixing.VerifyNoneAsync<AddToContextFix>(
        "public class Streams { [RouteGet(\"/a\")] public EventStream<int> A() => new(); }", _aot);
}
