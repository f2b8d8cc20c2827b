using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Client.Tests.Faults;
using Sisk.Sse.Client.Tests.Server;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>The served module in a browser.</summary>
public sealed class BrowserTests(Chromium chromium)
{
    [Fact]
    public async Task The_module_is_served_with_its_declarations_and_told_unchanged_on_return()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        using var module = await http.GetAsync("/streams.js", TestContext.Current.CancellationToken);
        using var declarations = await http.GetAsync("/streams.d.ts", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/streams.js");
        request.Headers.IfNoneMatch.Add(module.Headers.ETag!);
        using var again = await http.SendAsync(request, TestContext.Current.CancellationToken);
        using var headers = await http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, "/streams.js"), TestContext.Current.CancellationToken);

        Assert.Equal("text/javascript", module.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "export const countEvents",
            await module.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Contains(
            "export declare const countEvents",
            await declarations.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal((System.Net.HttpStatusCode.OK, module.Headers.ETag), (headers.StatusCode, headers.Headers.ETag));
        Assert.Empty(await headers.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("fetch")]
    [InlineData("eventsource")]
    public async Task A_stream_delivers_typed_events_and_ends_permanently(string transport)
    {
        await using var server = await ServerApp.StartAsync();
        var page = await chromium.OpenAsync(server.Address);

        var result = await page.EvaluateAsync<string>(
            """
            async transport => {
              const { countEvents } = await import("/streams.js");
              const states = [], values = [];
              for await (const e of countEvents.pull({ start: 7 }, { transport, onState: s => states.push(s) })) values.push(e.type + e.data.value);
              return values.join() + " " + states.join();
            }
            """,
            transport);

        Assert.Equal("message7,message8,message9,message10,message11 connecting,open,closed", result);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_cache_of_a_service_worker_refuses_a_stream()
    {
        await using var server = await ServerApp.StartAsync();
        var page = await chromium.OpenAsync(server.Address);

        var result = await page.EvaluateAsync<string>(
            "async () => (await caches.open('api')).put('/pulled', await fetch('/test/pull/7')).then(() => 'stored', error => error.name)");

        Assert.Equal("TypeError", result);
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData("/streams.js")]
    [InlineData("/STREAMS.js?v=a/b#c?d/e")]
    [InlineData("/a b/ströme.js")]
    [InlineData("/a%20b/ströme.js#/")]
    public async Task The_module_knows_where_the_streams_are_by_its_own_address(string address)
    {
        await using var server = await ServerApp.StartAsync(static app => app.MapEventStreamClient("/a b/ströme.js"));
        var page = await chromium.OpenAsync(server.Address);

        var baseUrl = await page.EvaluateAsync<string>("async address => (await import(address)).defaults.baseUrl", address);

        Assert.Equal(server.Address.GetLeftPart(UriPartial.Authority), baseUrl);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_module_of_a_group_opens_the_streams_of_that_group()
    {
        await using var server = await ServerApp.StartAsync(static app =>
        {
            var group = app.MapGroup("/tenants/{tenant}");
            group.MapEventStreams();
            group.MapEventStreamClient("/streams.js");
        });
        var page = await chromium.OpenAsync(server.Address);

        var result = await page.EvaluateAsync<string>(
            """
            async () => {
              const { countEvents, defaults } = await import("/tenants/acme/streams.js");
              for await (const e of countEvents.pull({ start: 7 })) return `${new URL(defaults.baseUrl).pathname} ${e.data.value}`;
            }
            """);

        Assert.Equal("/tenants/acme 7", result);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_body_and_headers_are_sent()
    {
        await using var server = await ServerApp.StartAsync();
        var page = await chromium.OpenAsync(server.Address);

        var result = await page.EvaluateAsync<string>(
            """
            async () => {
              const { countEvents } = await import("/streams.js");
              const words = [];
              for await (const e of countEvents.ask({ body: { text: "how are", level: 1 } }, { headers: { authorization: "Bearer t" } })) words.push(e.data);
              return words.join();
            }
            """);

        Assert.Equal("how High Bearer t,are High Bearer t", result);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_worker_closes_its_connection_and_resumes_when_its_page_forwards_that_it_is_hidden_and_shown()
    {
        await using var server = await ServerApp.StartAsync(static app => app.MapGet("/worker.js", static () => Results.Text(
            """
            import { countEvents } from "/streams.js";
            addEventListener("message", ({ data: type }) => {
              if (type === "pagehide" || type === "pageshow") dispatchEvent(Object.assign(new Event(type), { persisted: true }));
            });
            countEvents.watch({ key: "a" }).on({ counted: d => postMessage(d.number) });
            """,
            "text/javascript")));
        var page = await chromium.OpenAsync(server.Address);
        var opened = server.OpenedAsync();
        await page.EvaluateAsync(
            """
            () => {
              window.numbers = [];
              const worker = new Worker("/worker.js", { type: "module" });
              worker.onmessage = ({ data }) => window.numbers.push(data);
              for (const type of ["pagehide", "pageshow"]) {
                addEventListener(type, e => e.persisted && worker.postMessage(type));
              }
            }
            """);
        await opened;
        await server.Broadcaster.BroadcastCountedAsync("a", new CountEvent.Counted(1, "text"), TestContext.Current.CancellationToken);
        await page.WaitForFunctionAsync("() => window.numbers.at(-1) === 1");

        var left = server.LeftAsync();
        await TellAsync("pagehide");
        await left;
        await server.Broadcaster.BroadcastCountedAsync("a", new CountEvent.Counted(2, "text"), TestContext.Current.CancellationToken);
        await TellAsync("pageshow");
        await page.WaitForFunctionAsync("() => window.numbers.at(-1) === 2");

        Assert.Equal("1,2", await page.EvaluateAsync<string>("() => window.numbers.join()"));
        await page.Context.DisposeAsync();

        Task TellAsync(string type) =>
            page.EvaluateAsync("type => dispatchEvent(new PageTransitionEvent(type, { persisted: true }))", type);
    }

    [Fact]
    public async Task The_browsers_own_client_is_replaced_by_fetch_where_it_gives_up()
    {
        const int Events = 700;
        await using var server = await ServerApp.StartAsync();
        await using var proxy = new FaultyProxy(
            server.Address, [Fault.CleanEnd, Fault.Unavailable, Fault.HalfFrame, Fault.BadGateway, Fault.Reset], seed: 1, bytes: (2_000, 4_000));
        var page = await chromium.OpenAsync(proxy.Address);
        var opened = server.OpenedAsync();

        var reading = page.EvaluateAsync<string>(
            """
            async count => {
              const { countEvents } = await import("/streams.js");
              let next = 1;
              for await (const e of countEvents.watch({ key: "a" }, { transport: "eventsource", retry: 1, maxRetry: 10 })) {
                if (e.data.number !== next) return `${e.data.number} instead of ${next}`;
                if (next++ === count) return "all";
              }
              return "end";
            }
            """,
            Events);
        await await Task.WhenAny(opened, reading);
        for (var number = 1; number <= Events; number++)
        {
            await server.Broadcaster.BroadcastCountedAsync(
                "a", new CountEvent.Counted(number, "text"), TestContext.Current.CancellationToken);
        }

        Assert.Equal("all", await reading);
        Assert.Equal(6, proxy.Requests);
        await page.Context.DisposeAsync();
    }
}
