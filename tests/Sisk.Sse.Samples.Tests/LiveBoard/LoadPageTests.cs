using Microsoft.Playwright;
using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Samples.Tests.LiveBoard.Native;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

/// <summary>The charts and figures of the load page in a browser.</summary>
[Collection(NativeExecutable.Name)]
public sealed class LoadPageTests(NativeLiveBoard board, Chromium chromium) : IClassFixture<NativeLiveBoard>, IAsyncDisposable
{
    private const string Figures = "[...document.querySelectorAll('.figure, .cores')].map(figure => figure.textContent).join()";
    private const string PixelsDrawn = "document.querySelector('#cpu-chart').toDataURL()";

    private const string IsBlank = """
        () => {
            const canvas = document.querySelector('#cpu-chart');
            const empty = document.createElement('canvas');
            [empty.width, empty.height] = [canvas.width, canvas.height];
            return canvas.toDataURL() === empty.toDataURL();
        }
        """;

    private readonly Browsers _browsers = new(chromium);

    public ValueTask DisposeAsync() => _browsers.DisposeAsync();

    [Fact]
    public async Task Figures_change()
    {
        var page = await _browsers.OpenAsync(board.Address);

        await Expect(page.Locator("#cpu")).Not.ToHaveTextAsync("–");
        await Expect(page.Locator("#memory-note")).ToContainTextAsync("% of ");
        await ExpectChangeAsync(page, Figures);
    }

    [Fact]
    public async Task Chart_moves()
    {
        var page = await _browsers.OpenAsync(board.Address, ReducedMotion.NoPreference);

        await Expect(page.Locator("#cpu")).Not.ToHaveTextAsync("–");
        await ExpectChangeAsync(page, PixelsDrawn);
    }

    [Fact]
    public async Task Chart_stays_drawn_when_its_size_changes()
    {
        var page = await _browsers.OpenAsync(board.Address);
        await page.WaitForFunctionAsync($"() => !({IsBlank})()");

        // A later observer of the same element is told after the chart's, in the same frame.
        var isBlank = await page.EvaluateAsync<bool>($$"""
            () => new Promise(resolve => {
                const canvas = document.querySelector('#cpu-chart');
                const width = canvas.clientWidth;
                new ResizeObserver(() => {
                    if (canvas.clientWidth !== width) {
                        resolve(({{IsBlank}})());
                    }
                }).observe(canvas);
                requestAnimationFrame(() => canvas.parentElement.style.maxWidth = `${width - 40}px`);
            })
            """);

        Assert.False(isBlank);
    }

    [Fact]
    public async Task Page_requests_only_its_own_server_and_logs_no_error()
    {
        var page = await _browsers.OpenAsync(new Uri("about:blank"));
        var elsewhere = new List<string>();
        var errors = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(board.Address.ToString(), StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };

        await page.GotoAsync(board.Address.ToString());
        await Expect(page.Locator("#cpu")).Not.ToHaveTextAsync("–");

        Assert.Empty(elsewhere);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Theme_follows_the_system_until_the_button_is_clicked()
    {
        var page = await _browsers.OpenAsync(board.Address);
        var root = page.Locator("html");

        await Expect(root).ToHaveAttributeAsync("data-theme", "light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(root).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(root).ToHaveAttributeAsync("data-theme", "light");
    }

    private static async Task ExpectChangeAsync(IPage page, string expression)
    {
        var before = await page.EvaluateAsync<string>(expression);
        await page.WaitForFunctionAsync($"before => {expression} !== before", before, new() { PollingInterval = 100 });
    }
}
