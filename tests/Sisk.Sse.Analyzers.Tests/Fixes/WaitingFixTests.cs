using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>Waits that block become awaits.</summary>
public sealed class WaitingFixTests
{
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
    public Task Comments_stay_around_the_name_of_a_wait() => Fixing.VerifyAsync<AwaitFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                using var source = request.GetEventSource("a");
                await Task.Yield();
                source. /* until */ KeepAlive /* gone */();
                return source.Close();
            }
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                using var source = request.GetEventSource("a");
                await Task.Yield();
                await source. /* until */ KeepAliveAsync /* gone */();
                return source.Close();
            }
        }
        """);

    [Fact]
    public Task Comments_stay_before_a_method_without_modifiers() => Fixing.VerifyAsync<AwaitFix>(
        """
        public class Streams
        {
            /// <summary>Serves one client.</summary>
            HttpResponse Serve(HttpRequest request)
            {
                using var sse = request.GetEventSource("a");
                sse.KeepAliveAsync();
                return sse.Close();
            }
        }
        """,
        """
        public class Streams
        {
            /// <summary>Serves one client.</summary>
            async Task<HttpResponse> Serve(HttpRequest request)
            {
                using var sse = request.GetEventSource("a");
                await sse.KeepAliveAsync();
                return sse.Close();
            }
        }
        """);

    [Theory]
    [InlineData("r += new Sisk.Sse.Route(RouteMethod.Get, \"/\", HttpResponse (HttpRequest req) => { var sse = req.GetEventSource(\"b\"); sse.KeepAlive(); return sse.Close(); });")]
    [InlineData("r += new Sisk.Sse.Route(RouteMethod.Get, \"/\", req => { var sse = req.GetEventSource(\"b\"); lock (r) { sse.KeepAlive(); } return sse.Close(); });")]
    public Task A_wait_in_what_cannot_become_async_is_left_to_its_author(string statement) => Fixing.VerifyNoneAsync<AwaitFix>(
        "public static class Routes { public static void Map(WebApplication r) { " + statement + " } }");

    [Theory]
    [InlineData("public class Streams { [RouteGet(\"/a\")] public HttpResponse Watch(in HttpRequest r) { var sse = r.GetEventSource(); sse.KeepAlive(); return sse.Close(); } }")]
    [InlineData("public class Streams : IStreams { [RouteGet(\"/a\")] public HttpResponse Watch(HttpRequest r) { var sse = r.GetEventSource(); sse.KeepAlive(); return sse.Close(); } } public interface IStreams { HttpResponse Watch(HttpRequest r); }")]
    public Task A_handler_whose_signature_has_to_stay_is_left_to_its_author(string source) => Fixing.VerifyNoneAsync<AwaitFix>(source);
}
