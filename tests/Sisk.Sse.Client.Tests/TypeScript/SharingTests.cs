using Microsoft.Playwright;
using Sisk.Sse.Client.Tests.Server;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>One connection for all tabs of a browser.</summary>
public sealed class SharingTests(Chromium chromium)
{
    private const int Tabs = 20;
    private const int Streams = 3;

    /// <summary>Subscribes to three streams, and notes the numbers that come.</summary>
    private const string Subscribe = """
        async () => {
          const { countEvents } = await import("/streams.js");
          window.numbers = { a: [], b: [], c: [] };
          window.states = { a: [], b: [], c: [] };
          await Promise.all(["a", "b", "c"].map(key => new Promise(resolve => countEvents.watch({ key }, { share: true, retry: 1 }).on({
            counted: d => window.numbers[key].push(d.number),
            state: s => { window.states[key].push(s); if (s === "open") resolve(); },
          }))));
        }
        """;

    [Fact]
    public async Task Twenty_tabs_hold_three_connections_and_another_tab_takes_over_without_a_lost_event()
    {
        await using var server = await ServerApp.StartAsync();
        var first = await chromium.OpenAsync(server.Address);
        var pages = new List<IPage> { first };
        await first.EvaluateAsync(Subscribe);
        for (var i = 1; i < Tabs; i++)
        {
            var page = await first.Context.NewPageAsync();
            await page.RouteAsync("**/empty-page", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "" }));
            await page.GotoAsync(new Uri(server.Address, "/empty-page").ToString());
            await page.EvaluateAsync(Subscribe);
            pages.Add(page);
        }

        Assert.Equal(Streams, server.Sources.ActiveConnections);
        await BroadcastAsync(server, 1, 50);
        await AllHaveAsync(pages, 50);

        // The tab that holds the connections goes, while events keep coming.
        var reopened = server.OpenedAsync(Streams);
        var broadcasting = BroadcastAsync(server, 51, 200);
        await first.CloseAsync();
        pages.Remove(first);
        await broadcasting;
        await reopened;
        await BroadcastAsync(server, 201, 250);

        await AllHaveAsync(pages, 250);
        Assert.Equal(Streams, server.Sources.ActiveConnections);
        await pages[0].Context.DisposeAsync();
    }

    private static async Task BroadcastAsync(ServerApp server, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            foreach (var key in (string[])["a", "b", "c"])
            {
                await server.Broadcaster.BroadcastCountedAsync(
                    key, new CountEvent.Counted(number, "text"), TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Each tab gets each number once and in order.</summary>
    private static async Task AllHaveAsync(List<IPage> pages, int count)
    {
        foreach (var page in pages)
        {
            await page.WaitForFunctionAsync("count => Object.values(window.numbers).every(list => list.at(-1) === count)", count);
            Assert.True(
                await page.EvaluateAsync<bool>(
                    "count => Object.values(window.numbers).every(list => list.length === count && list.every((n, i) => n === i + 1))",
                    count),
                await page.EvaluateAsync<string>("() => JSON.stringify([window.numbers, window.states])"));
        }
    }
}
