using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sisk.Sse.Client.Tests.Server;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>The settings that docs/guides/clients-plain-page.md shows for pages of another origin.</summary>
public sealed class CrossOriginTests(Chromium chromium)
{
    private const string Watch = """
        address => new Promise(async resolve => {
          const { countEvents } = await import(address + "streams.js");
          window.numbers = [];
          window.waits = 0;
          countEvents.watch({ key: "a" }, { retry: 1, maxRetry: 5 }).on({
            counted: d => window.numbers.push(d.number),
            state: s => { if (s === "waiting") window.waits++; if (s === "open") resolve(); },
          });
        })
        """;

    /// <summary>The headers that browsers asked permission for, by preflight.</summary>
    private readonly ConcurrentQueue<string> _preflights = [];

    [Fact]
    [Trait("Conformance", "C22")]
    public async Task Reconnect_of_a_page_of_another_origin_is_allowed_by_a_preflight()
    {
        await using var pages = await ServerApp.StartAsync();
        await using var server = await StartAsync(pages, "Last-Event-ID");
        var page = await OpenAsync(pages);
        await ReceiveFirstAsync(server, page);
        Assert.Empty(_preflights);

        server.Sources.DropAll();
        await BroadcastAsync(server, 2);

        await page.WaitForFunctionAsync("() => window.numbers.length === 2");
        Assert.Equal(["last-event-id"], _preflights);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Reconnect_of_a_page_of_another_origin_is_retried_while_the_header_is_not_allowed()
    {
        await using var pages = await ServerApp.StartAsync();
        await using var server = await StartAsync(pages);
        var page = await OpenAsync(pages);
        await ReceiveFirstAsync(server, page);

        server.Sources.DropAll();
        await BroadcastAsync(server, 2);

        await page.WaitForFunctionAsync("() => window.waits >= 3");
        Assert.Equal(1, await page.EvaluateAsync<int>("() => window.numbers.length"));
        Assert.Empty(server.Sources);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Body_and_token_of_a_page_of_another_origin_are_allowed_by_a_preflight()
    {
        await using var pages = await ServerApp.StartAsync();
        await using var server = await StartAsync(pages, "Authorization", "Content-Type");
        var page = await OpenAsync(pages);

        var words = await page.EvaluateAsync<string>(
            """
            async address => {
              const { countEvents } = await import(address + "streams.js");
              const words = [];
              for await (const e of countEvents.ask({ body: { text: "how are", level: 1 } }, { headers: { authorization: "Bearer t" } })) words.push(e.data);
              return words.join();
            }
            """,
            server.Address.ToString());

        Assert.Equal("how High Bearer t,are High Bearer t", words);
        Assert.Equal(["authorization,content-type"], _preflights);
        await page.Context.DisposeAsync();
    }

    /// <summary>Starts a server that allows the pages of another to read its streams, with the given headers.</summary>
    private Task<ServerApp> StartAsync(ServerApp pages, params string[] headers) => ServerApp.StartAsync(
        app =>
        {
            app.Use((context, next) =>
            {
                if (HttpMethods.IsOptions(context.Request.Method))
                {
                    _preflights.Enqueue(context.Request.Headers.AccessControlRequestHeaders.ToString());
                }

                return next(context);
            });
            app.UseCors();
        },
        services: services => services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(pages.Address.GetLeftPart(UriPartial.Authority))
            .WithHeaders(headers)
            .SetPreflightMaxAge(TimeSpan.FromHours(1)))));

    /// <summary>Opens a page that comes from the network. Where Playwright intercepts requests, it answers preflights by itself.</summary>
    private async Task<IPage> OpenAsync(ServerApp pages)
    {
        var page = await (await chromium.StartAsync()).NewPageAsync();
        await page.GotoAsync(new Uri(pages.Address, "/page").ToString());
        return page;
    }

    private static async Task ReceiveFirstAsync(ServerApp server, IPage page)
    {
        await page.EvaluateAsync(Watch, server.Address.ToString());
        await BroadcastAsync(server, 1);
        await page.WaitForFunctionAsync("() => window.numbers.length === 1");
    }

    private static async Task BroadcastAsync(ServerApp server, int number) =>
        await server.Broadcaster.BroadcastCountedAsync("a", new CountEvent.Counted(number, "text"), TestContext.Current.CancellationToken);
}
