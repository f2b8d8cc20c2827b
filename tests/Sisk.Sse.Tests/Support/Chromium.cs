using Microsoft.Playwright;
using Sisk.Sse.Tests.Support;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Sisk.Sse.Tests.Support;

/// <summary>One headless Chromium for all tests, started on first use. Each page has its own browser context.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] _arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts the browser on first use. Skips the test if Chromium is not installed; on a build server, fails it.</summary>
    public async Task<IBrowser> StartAsync()
    {
        // The headless shell is the same browser without windows and needs a quarter of the processor time.
        var program = Tool.Find("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
            ?? throw Tool.Missing("Chromium is not on the PATH", "apt-get install chromium-headless-shell");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();

            // Tests check the final state of a page. A busy machine may take longer to reach it than the default timeout.
            Assertions.SetDefaultExpectTimeout(30_000);
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = _arguments });
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Opens an empty page of the given origin.</summary>
    internal async Task<IPage> OpenAsync(Uri origin)
    {
        var browser = await StartAsync();
        var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.RouteAsync(
            new Uri(origin, "/empty-page").ToString(), route => route.FulfillAsync(new() { ContentType = "text/html", Body = "" }));
        await page.GotoAsync(new Uri(origin, "/empty-page").ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }
}
