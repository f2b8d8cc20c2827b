using Microsoft.Playwright;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Redis.Tests.Peers;

/// <summary>Users with several tabs over two servers: notices, and sign-out.</summary>
public sealed class UserTests(RedisServer redis, Chromium chromium) : IClassFixture<Chromium>, IAsyncDisposable
{
    private const string Page = """
        <!doctype html><ul id="notices"></ul><p id="state">open</p>
        <script>
          const stream = new EventSource("/notices");
          stream.onmessage = e => document.getElementById("notices").append(Object.assign(document.createElement("li"), { textContent: e.data }));
          stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) document.getElementById("state").textContent = "closed"; };
        </script>
        """;

    private readonly Nodes _nodes = new(redis);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Two_users_in_two_browsers_with_two_tabs_each_get_their_notices_until_they_sign_out()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        var browser = await chromium.StartAsync();
        await using var ann = await NewBrowserAsync(browser, "ann");
        await using var bob = await NewBrowserAsync(browser, "bob");
        IPage[] annTabs = [await OpenAsync(ann, one), await OpenAsync(ann, two)];
        IPage[] bobTabs = [await OpenAsync(bob, one), await OpenAsync(bob, two)];

        await one.Get<NoticeEventsBroadcaster>().BroadcastWatchAsync("ann", "for ann", Cancellation);
        await two.Get<NoticeEventsBroadcaster>().BroadcastWatchAsync("bob", "for bob", Cancellation);
        await ShowAsync(annTabs, "hello ann", "for ann");
        await ShowAsync(bobTabs, "hello bob", "for bob");

        await two.Sources.CloseByPrefixAsync(NoticeEventsBroadcaster.WatchIdentifier.Prefix("ann"), CloseMode.Permanent, Cancellation);
        foreach (var tab in annTabs)
        {
            await Expect(tab.Locator("#state")).ToHaveTextAsync("closed");
        }

        await one.Get<NoticeEventsBroadcaster>().BroadcastWatchToAllAsync("for those who are left", Cancellation);
        await ShowAsync(bobTabs, "hello bob", "for bob", "for those who are left");
        await ShowAsync(annTabs, "hello ann", "for ann");
    }

    private Task<TestApp> StartAsync() => _nodes.StartAsync(mapStreams: static app =>
    {
        app.Use(NoticeEvents.SignInAsync);
        app.UseRouting();
        app.MapEventStreams();
        app.MapGet("/", static () => Results.Content(Page, "text/html"));
    });

    private static async Task<IBrowserContext> NewBrowserAsync(IBrowser browser, string user)
    {
        var context = await browser.NewContextAsync();
        await context.AddCookiesAsync([new() { Name = "user", Value = user, Domain = "127.0.0.1", Path = "/" }]);
        return context;
    }

    /// <summary>Opens a tab, and waits until its stream is open.</summary>
    private static async Task<IPage> OpenAsync(IBrowserContext browser, TestApp server)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(server.Client.BaseAddress!.ToString());
        await Expect(page.Locator("#notices li")).ToHaveCountAsync(1);
        return page;
    }

    private static async Task ShowAsync(IPage[] tabs, params string[] notices)
    {
        foreach (var tab in tabs)
        {
            await Expect(tab.Locator("#notices li")).ToHaveTextAsync(notices);
        }
    }
}
