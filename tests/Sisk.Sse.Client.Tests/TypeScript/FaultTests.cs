using System.Globalization;
using Sisk.Sse.Client.Tests.Faults;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.TypeScript;

/// <summary>
/// Each event once and in order, whatever happens to the connections: the generated JavaScript under Node and in a browser.
/// </summary>
public sealed class FaultTests(Chromium chromium)
{
    private const string Count = """
        async ([count, options]) => {
          const { countEvents } = await import("/streams.js");
          let next = 1, resets = 0;
          for await (const event of countEvents.watch({ key: "a" }, { retry: 1, maxRetry: 20, pingInterval: 200, onReset: () => resets++, ...options })) {
            if (event.type !== "counted" || event.data.number !== next) return `${JSON.stringify(event)} came instead of ${next}`;
            if (next++ === count) break;
          }
          return `${next - 1} events, ${resets} resets`;
        }
        """;

    [Fact]
    public async Task Each_event_arrives_once_and_in_order_under_Node()
    {
        await using var run = await CountingRun.StartAsync("a", CountingRun.Events, CountingRun.Cuts, CountingRun.Seed);
        using var folder = new TemporaryFolder();
        var broadcasting = run.BroadcastAsync("a");

        var (exitCode, output) = await Node.RunAsync(
            ["count.mjs", run.Proxy.Address.ToString().TrimEnd('/'), folder.Path, CountingRun.Events.ToString(CultureInfo.InvariantCulture), run.Start]);

        Assert.True(exitCode == 0, output);
        await broadcasting;
        Assert.True(run.Proxy.Requests > CountingRun.Cuts, $"{run.Proxy.Requests} requests");
    }

    [Fact]
    public async Task Each_event_arrives_once_and_in_order_in_a_browser()
    {
        const int Cuts = 50;
        await using var run = await CountingRun.StartAsync("a", CountingRun.Events, Cuts, CountingRun.Seed);
        var page = await chromium.OpenAsync(run.Proxy.Address);
        var broadcasting = run.BroadcastAsync("a");

        var result = await page.EvaluateAsync<string>(Count, new object[] { CountingRun.Events, new { lastEventId = run.Start } });

        Assert.Equal($"{CountingRun.Events} events, 0 resets", result);
        await broadcasting;
        Assert.True(run.Proxy.Requests > Cuts, $"{run.Proxy.Requests} requests");
        await page.Context.DisposeAsync();
    }
}
