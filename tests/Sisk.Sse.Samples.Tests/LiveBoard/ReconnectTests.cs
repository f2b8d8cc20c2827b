using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

/// <summary>Runs on a program of its own, which it stops.</summary>
public abstract class ReconnectTests<TBoard>(TBoard board, Chromium chromium) : IClassFixture<TBoard>, IAsyncDisposable
    where TBoard : SampleProgram
{
    private const float Patience = 20_000;

    private readonly Browsers _browsers = new(chromium);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _browsers.DisposeAsync();
    }

    [Fact]
    public async Task Page_shows_that_it_reconnects_when_the_server_restarts()
    {
        var page = await _browsers.OpenAsync(board.Address);
        var load = page.Locator("#load-state");
        var room = page.Locator("#room-state");
        await Expect(load).ToHaveTextAsync("Live");
        await Expect(room).ToHaveTextAsync("Live");

        await board.StopAsync();
        await Expect(load).ToHaveTextAsync("Reconnecting");
        await Expect(room).ToHaveTextAsync("Reconnecting");

        await board.StartAsync();
        await Expect(load).ToHaveTextAsync("Live", new() { Timeout = Patience });
        await Expect(room).ToHaveTextAsync("Live", new() { Timeout = Patience });

        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Still here");
        await page.GetByLabel("Message", new() { Exact = true }).PressAsync("Enter");
        await Expect(page.GetByText("Still here")).ToBeVisibleAsync();
    }
}
