using Microsoft.Playwright;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>The browser contexts of one test, which share no cookies, storage or connections.</summary>
internal sealed class Browsers(Chromium chromium) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>Opens a page. By default without motion, which would use processor time on each frame.</summary>
    public async Task<IPage> OpenAsync(Uri address, ReducedMotion motion = ReducedMotion.Reduce)
    {
        var browser = await chromium.StartAsync();
        var context = await browser.NewContextAsync(new() { ReducedMotion = motion });
        _contexts.Add(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }
    }
}
