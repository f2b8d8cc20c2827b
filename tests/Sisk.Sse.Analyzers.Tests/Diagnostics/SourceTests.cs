using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class SourceTests
{
    private static string InHandler(string body) => $$"""
        public class Streams(List<HttpRequestEventSource> sources)
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request, bool flag)
            {
                sources.Clear();
                await Task.Yield();
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("sse.Send(\"a\"); sse.[|AppendHeader|](\"a\", \"b\");")]
    [InlineData("await sse.SendAsync(flag ? \"a\" : \"b\"); sse.[|AppendHeader|](\"a\", \"b\");")]
    [InlineData("if (flag) { sse.Send(\"a\"); } sse.[|AppendHeader|](\"a\", \"b\");")]
    [InlineData("while (sse.IsActive) { sse.[|AppendHeader|](\"a\", \"b\"); sse.Send(\"a\"); }")]
    [InlineData("await sse.KeepAliveAsync(); sse.[|AppendHeader|](\"a\", flag ? \"b\" : \"c\");")]
    [InlineData("if (flag) { sse.Send(\"a\"); } else { sse.AppendHeader(\"a\", \"b\"); }")]
    [InlineData("sse.AppendHeader(\"a\", \"b\"); sse.Send(\"a\");")]
    [InlineData(
        "sse.Send(1); void Later() { var other = request.GetEventSource(); other.AppendHeader(\"a\", \"b\"); other.Close(); } Later();")]
    [InlineData("sse.WithPing(p => p.Start()); sse.[|AppendHeader|](\"a\", \"b\");")]
    [InlineData("sse.WithPing(p => { p.DataMessage = \"a\"; p.Start(); }); sse.[|AppendHeader|](\"a\", \"b\");")]
    [InlineData("sse.PingPolicy.Start(); sse.[|AppendHeader|](\"a\", \"b\");")]
    [InlineData("sse.WithPing(p => p.DataMessage = \"a\"); sse.AppendHeader(\"a\", \"b\"); sse.PingPolicy.Start();")]
    [InlineData("sources.ForEach(other => { other.AppendHeader(\"a\", \"b\"); other.Send(\"a\"); });")]
    [InlineData("foreach (var other in sources) { other.AppendHeader(\"a\", \"b\"); other.Send(\"a\"); }")]
    [InlineData("while (Other(out var other)) { other.AppendHeader(\"a\", \"b\"); other.Send(\"a\"); } static bool Other(out HttpRequestEventSource source) => throw null!;")]
    [InlineData("while (flag) { var (other, n) = Next(); other.AppendHeader(\"a\", \"b\"); other.Send(n); } (HttpRequestEventSource, int) Next() => (sources[0], 1);")]
    [InlineData("HttpRequestEventSource other; int n; while (flag) { (other, n) = (sources[0], 1); other.AppendHeader(\"a\", \"b\"); other.Send(n); }")]
    [InlineData(
        "while (Next() is HttpRequestEventSource other) { other.AppendHeader(\"a\", \"b\"); other.Send(1); } object Next() => sources[0];")]
    [InlineData("while (Next() is { IsActive: true } other) { other.AppendHeader(\"a\", \"b\"); other.Send(1); } HttpRequestEventSource Next() => sources[0];")]
    [InlineData("while (flag) { switch (Next()) { case HttpRequestEventSource other: other.AppendHeader(\"a\", \"b\"); other.Send(1); break; } } object Next() => sources[0];")]
    public Task A_header_comes_before_the_first_event_on_every_path(string statements) =>
        Verify.ReportsAsync("SSE018", InHandler($"var sse = request.GetEventSource(); {statements} return sse.Close();"));

    [Theory]
    [InlineData("var sse = request.[|GetEventSource|](); sse.Send(\"a\"); await sse.KeepAliveAsync();")]
    [InlineData("request.[|GetEventSource|]().Send(\"a\");")]
    [InlineData("request.[|GetEventSource|]();")]
    [InlineData("using var sse = request.GetEventSource();")]
    [InlineData("await using var sse = request.GetEventSource();")]
    [InlineData("using (var sse = request.GetEventSource()) { sse.Send(\"a\"); }")]
    [InlineData("request.GetEventSource().Close();")]
    [InlineData("var sse = request.GetEventSource(); await sse.CloseAsync();")]
    [InlineData("var sse = request.GetEventSource(); sse.Send(\"a\"); sse.Close(CloseMode.Permanent);")]
    [InlineData("var sse = request.GetEventSource(); sources.Add(sse);")]
    [InlineData("var sse = request.GetEventSource(); try { sse.Send(\"a\"); } finally { sse.Dispose(); }")]
    [InlineData("HttpRequestEventSource sse; sse = request.[|GetEventSource|](); sse.Send(\"a\");")]
    [InlineData("async Task<HttpResponse> Handle(HttpRequest r) { var sse = r.GetEventSource(); await sse.KeepAliveAsync(); return r.HttpContext.Response; } await Handle(request);")]
    public Task A_source_outside_of_our_routes_is_closed_disposed_or_handed_on(string body) => Verify.ReportsAsync("SSE019", $$"""
        public static class Endpoint
        {
            public static async Task HandleAsync(HttpRequest request, List<HttpRequestEventSource> sources)
            {
                sources.Clear();
                await Task.Yield();
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Our_routes_close_what_their_handlers_leave_open() => Verify.ReportsNothingAsync(InHandler(
        """
        app += new Sisk.Sse.Route(RouteMethod.Get, "/b", req => { req.GetEventSource().Send("a"); return req.HttpContext.Response; });
        var sse = request.GetEventSource();
        await sse.KeepAliveAsync();
        return request.HttpContext.Response;
        """).Replace("bool flag", "WebApplication app"));

    [Theory]
    [InlineData("sse.Close(); sse.[|Send|](\"a\"); return request.HttpContext.Response;")]
    [InlineData("sse.Dispose(); await sse.[|SendAsync|](\"a\"); return request.HttpContext.Response;")]
    [InlineData("if (flag) { sse.Close(); } else { sse.Dispose(); } sse.[|Send|](1); return request.HttpContext.Response;")]
    [InlineData("if (flag) { return sse.Close(); } sse.Send(\"a\"); return sse.Close();")]
    [InlineData("if (flag) { sse.Close(); } sse.Send(\"a\"); return sse.Close();")]
    [InlineData("while (sse.IsActive) { if (!sse.Send(\"a\")) { sse.Close(); } } return sse.Close();")]
    [InlineData("sse.Close(CloseMode.Permanent); sse.[|Send|](\"a\"); return request.HttpContext.Response;")]
    [InlineData("sse.Close(); Get(out sse); sse.Send(\"a\"); return sse.Close(); static void Get(out HttpRequestEventSource source) => throw null!;")]
    [InlineData("sse.Close(); Swap(ref sse); sse.Send(\"a\"); return sse.Close(); static void Swap(ref HttpRequestEventSource source) => throw null!;")]
    [InlineData("var other = sources[0]; sse.Close(); (sse, other) = (other, sse); sse.Send(\"a\"); return sse.Close();")]
    [InlineData("sse.Close(); Renew(); sse.Send(\"a\"); return sse.Close(); void Renew() => sse = sources[0];")]
    [InlineData("sse.Close(); Action renew = () => sse = sources[0]; renew(); sse.Send(\"a\"); return sse.Close();")]
    [InlineData("ref var alias = ref sse; sse.Close(); alias = sources[0]; sse.Send(\"a\"); return request.HttpContext.Response;")]
    [InlineData("sse.Close(); sse = sources[0]; sse.Send(\"a\"); return sse.Close();")]
    public Task Nothing_is_sent_after_closing(string statements) =>
        Verify.ReportsAsync("SSE020", InHandler("var sse = request.GetEventSource(); " + statements));

    [Theory]
    [InlineData("var sse = request.GetEventSource([|\"a\"|]); sse.Send(\"a\"); return sse.Close();")]
    [InlineData(
        "using var sse = request.GetEventSource(identifier: [|\"a\" + flag|]); sse.Send(\"a\"); return request.HttpContext.Response;")]
    [InlineData("var sse = request.GetEventSource(null); sse.Send(\"a\"); return sse.Close();")]
    [InlineData("var sse = request.GetEventSource(); sse.Send(\"a\"); return sse.Close();")]
    [InlineData("var sse = request.GetEventSource(\"a\"); sources.Add(sse); return request.HttpContext.Response;")]
    [InlineData("var sse = request.GetEventSource(\"a\"); Work(sse.Identifier!); return sse.Close(); static void Work(string name) => Thread.Sleep(name.Length);")]
    [InlineData("var sse = request.GetEventSource(\"a\"); Action work = static () => Thread.Sleep(1); work(); return sse.Close();")]
    [InlineData("var sse = request.GetEventSource([|\"a\"|]); Console.WriteLine(sources.Count); return sse.Close();")]
    public Task An_identified_source_waits_for_something(string body) =>
        Verify.ReportsAsync(
            "SSE021", InHandler(body).Replace("await Task.Yield();", "").Replace("async Task<HttpResponse>", "HttpResponse"));

    [Theory]
    [InlineData("await sse.KeepAliveAsync();")]
    [InlineData("await sse.WaitForFailAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("await Task.Delay(1000);")]
    [InlineData("foreach (var other in sources) { sse.Send(\"a\"); }")]
    public Task A_handler_that_waits_can_be_found_while_it_waits(string statement) => Verify.ReportsNothingAsync(
        InHandler($"var sse = request.GetEventSource(\"a\"); {statement} return sse.Close();").Replace("await Task.Yield();", ""));

    [Theory]
    [InlineData("sse.[|KeepAlive|]();")]
    [InlineData("sse.[|WaitForFail|](TimeSpan.FromSeconds(30));")]
    [InlineData("await sse.KeepAliveAsync();")]
    [InlineData("sse.KeepAliveAsync().[|Wait|]();")]
    [InlineData("sse.SendAsync(\"a\").AsTask().[|Wait|](); await sse.KeepAliveAsync();")]
    [InlineData("sse.KeepAliveAsync().GetAwaiter().[|GetResult|]();")]
    [InlineData("_ = LoadAsync().[|Result|]; static Task<int> LoadAsync() => Task.FromResult(1);")]
    [InlineData("Thread.[|Sleep|](1000);")]
    [InlineData("Task.WhenAll().ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("var load = Task.FromResult(1); await load; _ = load.Result;")]
    [InlineData("await Task.Run(() => Thread.Sleep(1));")]
    public Task An_async_method_does_not_block(string statement) =>
        Verify.ReportsAsync("SSE022", InHandler($"var sse = request.GetEventSource(); {statement} return sse.Close();"));

    [Fact]
    public Task A_blocking_handler_could_await() => Verify.ReportsAsync("SSE023", """
        public class Streams
        {
            [RouteGet("/a")]
            public HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                sse.[|KeepAlive|]();
                return sse.Close();
            }

            public static void Map(WebApplication r)
            {
                r += new Sisk.Sse.Route(RouteMethod.Get, "/", (req) =>
                {
                    var sse = req.GetEventSource("b");
                    sse.[|WaitForFail|](TimeSpan.FromSeconds(15));
                    return sse.Close();
                });
                r += new Sisk.Sse.Route(RouteMethod.Get, "/", async (req) =>
                {
                    var sse = req.GetEventSource("b");
                    await Task.Yield();
                    sse.{|SSE022:KeepAlive|}();
                    return sse.Close();
                });
            }

            public static void OnAThreadOfMyOwn(HttpRequestEventSource sse) => sse.KeepAlive();
        }
        """);

    [Fact]
    public Task Blocking_outside_of_handlers_is_no_concern_of_ours() => Verify.ReportsNothingAsync("""
        public static class Other
        {
            public static async Task WorkAsync()
            {
                Thread.Sleep(1);
                await Task.Yield();
                _ = Task.FromResult(1).Result;
            }
        }
        """);

    [Theory]
    [InlineData("ping.Interval = [|TimeSpan.Zero|];")]
    [InlineData("ping.Interval = [|TimeSpan.FromSeconds(-1)|];")]
    [InlineData("ping.Interval = [|Timeout.InfiniteTimeSpan|];")]
    [InlineData("ping.Interval = [|new TimeSpan(2, 0, 0)|];")]
    [InlineData("ping.Interval = TimeSpan.FromTicks(1);")]
    [InlineData("ping.Interval = [|TimeSpan.FromTicks(0)|];")]
    [InlineData("ping.Interval = [|TimeSpan.FromTicks(-1)|];")]
    [InlineData("ping.Interval = TimeSpan.FromHours(1);")]
    [InlineData("ping.Interval = TimeSpan.FromTicks(36_000_000_000);")]
    [InlineData("ping.Interval = [|TimeSpan.FromTicks(36_000_000_001)|];")]
    [InlineData("options.PingInterval = [|TimeSpan.FromTicks(36_000_000_001)|];")]
    [InlineData("ping.Interval = TimeSpan.FromSeconds(interval);")]
    [InlineData("ping.Start(\"ping\", [|TimeSpan.FromMinutes(61)|]);")]
    [InlineData("ping.Start(\"ping\", [|default|]);")]
    [InlineData("ping.Start(\"ping\", TimeSpan.FromMilliseconds(1500));")]
    [InlineData("options.PingInterval = [|-TimeSpan.FromSeconds(5)|];")]
    [InlineData("options.PingInterval = Timeout.InfiniteTimeSpan;")]
    [InlineData("_ = new EventStream<int> { PingInterval = [|TimeSpan.FromDays(1.5)|] };")]
    [InlineData("_ = new EventStream<int> { PingInterval = TimeSpan.FromSeconds(2) };")]
    public Task A_ping_interval_is_over_zero_and_at_most_an_hour(string statement) => Verify.ReportsAsync("SSE024", $$"""
        public static class Settings
        {
            public static void Set(HttpStreamPingPolicy ping, EventStreamOptions options, int interval)
            {
                options.MaxConnections = interval;
                ping.DataMessage = "";
                {{statement}}
            }
        }
        """);
}
