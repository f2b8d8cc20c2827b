using Microsoft.Playwright;
using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Samples.Tests.TokenStream;

/// <summary>Runs on a program of its own, which it stops.</summary>
public sealed class ServerStopTests(TokenStreamProgram program, Chromium chromium) : IClassFixture<TokenStreamProgram>, IAsyncDisposable
{
    private readonly Browsers _browsers = new(chromium);

    public ValueTask DisposeAsync() => _browsers.DisposeAsync();

    [Fact]
    public async Task Interrupted_answer_is_marked_when_the_server_stops()
    {
        var page = await _browsers.OpenAsync(program.Address);
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync("Long");
        await page.GetByLabel("Question").FillAsync("What did the Hatter say about time?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Locator(".word").First).ToBeVisibleAsync();

        await program.StopAsync();

        await Expect(page.Locator(".answer .note")).ToHaveTextAsync("The server stopped before the answer was done.");
        Assert.True(await page.Locator(".word").CountAsync() > 0);
    }
}
