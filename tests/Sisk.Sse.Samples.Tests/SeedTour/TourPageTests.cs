using Microsoft.Playwright;
using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Samples.Tests.SeedTour;

public sealed class TourPageTests(SeedTourProgram tour, Chromium chromium) : IClassFixture<SeedTourProgram>, IAsyncDisposable
{
    private readonly Browsers _browsers = new(chromium);

    public ValueTask DisposeAsync() => _browsers.DisposeAsync();

    [Fact]
    public async Task Page_shows_each_code_block_and_the_output_of_its_route()
    {
        var page = await _browsers.OpenAsync(tour.Address);
        var blocks = page.Locator("section");

        await Expect(blocks).ToHaveCountAsync(6);
        await Expect(blocks.First).ToContainTextAsync("using var sse = req.GetEventSource();");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open GET /hola/" }).ClickAsync();
        await Expect(blocks.First).ToContainTextAsync("data: Hola, mundo!");
        await Expect(blocks.First).ToContainTextAsync("closed by the server");
    }
}
