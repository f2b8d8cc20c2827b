using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>The page in Chromium.</summary>
public sealed class InspectorPageTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly string[] _views = ["streams", "connections", "ended", "tail", "send"];

    private readonly List<string> _errors = [];
    private TestApp _app = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        var browser = await chromium.StartAsync();
        _app = await InspectorApp.StartAsync();
        _page = await browser.NewPageAsync();
        _page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Add(message.Text);
            }
        };
        _page.PageError += (_, error) => _errors.Add(error);
        _page.RequestFailed += (_, request) =>
        {
            // A stream that the page has closed.
            if (request.Failure != "net::ERR_ABORTED")
            {
                _errors.Add(request.Url + " " + request.Failure);
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
        {
            await _page.Context.CloseAsync();
        }

        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Page_loads_only_its_own_files_and_breaks_no_policy()
    {
        var origins = new HashSet<string>();
        _page.Request += (_, request) => origins.Add(new Uri(request.Url).Authority);

        foreach (var view in _views)
        {
            await ShowAsync(view);
        }

        Assert.Equal([_app.Client.BaseAddress!.Authority], origins);
    }

    [Fact]
    public async Task Note_on_the_figures_appears_with_them()
    {
        var figures = new TaskCompletionSource<IRoute>();
        await _page.RouteAsync("**/_streams/events*", figures.SetResult);
        await _page.GotoAsync($"{_app.Client.BaseAddress}_streams/");
        var request = await figures.Task;

        await Expect(_page.Locator("#streams-hint")).ToBeHiddenAsync();
        await request.ContinueAsync();

        await Expect(_page.Locator("#streams-hint")).ToContainTextAsync(new Regex("since [0-9]+:"));
    }

    [Fact]
    public async Task Inline_script_and_style_do_not_run()
    {
        await ShowAsync("streams");

        var result = await _page.EvaluateAsync<string>(
            """
            () => new Promise(resolve => {
              const broken = [];
              addEventListener('securitypolicyviolation', event => {
                broken.push(event.effectiveDirective);
                if (broken.length === 2) resolve(broken.sort().join() + (window.ran ?? ''));
              });
              const script = document.createElement('script');
              script.textContent = 'window.ran = "ran"';
              const style = document.createElement('style');
              style.textContent = 'body { color: red }';
              document.head.append(script, style);
            })
            """);

        Assert.Equal("script-src-elem,style-src-elem", result);
        _errors.RemoveAll(static error => error.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connection_is_found_and_closed_permanently()
    {
        await using var reading = await _app.OpenAsync("/inspected/acme/1");
        await using var other = await _app.OpenAsync("/inspected/other/1");
        await ShowAsync("connections");
        await _page.GetByLabel("Key, user or address").First.FillAsync("acme");
        await Expect(_page.Locator("#found")).ToHaveTextAsync("1 connection");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Close inspected/acme/1/" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Close for good" }).ClickAsync();

        await reading.RestAsync();
        Assert.Equal(StreamEventId.End, reading.LastEventId);
        await Expect(_page.Locator("#found")).ToHaveTextAsync("0 connections");
        await ShowAsync("ended");
        await Expect(_page.Locator("#ended-table tbody tr")).ToHaveCountAsync(1);
        await Expect(_page.Locator("#ended-table tbody tr")).ToContainTextAsync("closed");
    }

    [Theory]
    [InlineData("\u202Egpj.eci")]
    [InlineData("\u05E9\u05DC\u05D5\u05DD")]
    public async Task Key_that_is_written_from_right_to_left_moves_no_other_segment(string key)
    {
        await using var reading = await _app.OpenAsync("/inspected/" + Uri.EscapeDataString(key) + "/1");
        await ShowAsync("connections");
        await Expect(_page.Locator("td.name .mono")).ToContainTextAsync($"inspected/{key}/1/");

        // The left edges of the slashes, and of the segment behind the last one.
        var edges = await _page.EvaluateAsync<double[]>(
            """
            () => {
              const nodes = document.createTreeWalker(document.querySelector("td.name .mono"), NodeFilter.SHOW_TEXT);
              const characters = [];
              for (let node; node = nodes.nextNode();)
                for (let i = 0; i < node.length; i++)
                  characters.push([node, i]);
              const slashes = characters.flatMap(([node, i], place) => node.data[i] === "/" ? [place] : []);
              return [...slashes, slashes.at(-1) + 1].map(place => {
                const [node, i] = characters[place];
                const range = document.createRange();
                range.setStart(node, i);
                range.setEnd(node, i + 1);
                return range.getBoundingClientRect().left;
              });
            }
            """);
        Assert.Equal(edges.Order(), edges);
    }

    [Fact]
    public async Task Search_says_that_the_server_does_not_answer()
    {
        await _page.RouteAsync("**/connections?*", static route => route.AbortAsync("aborted"));
        await ShowAsync("connections");
        await Expect(_page.Locator("#found")).ToHaveTextAsync("The server does not answer.");
    }

    [Theory]
    [InlineData("tail")]
    [InlineData("send")]
    public async Task Streams_that_could_not_be_read_are_asked_for_again(string view)
    {
        await _page.RouteAsync("**/targets", static route => route.AbortAsync("aborted"));
        await ShowAsync(view);
        await Expect(_page.Locator(view == "tail" ? "#tail-state" : "#send-result")).ToHaveTextAsync("The server does not answer.");

        await ShowAsync("streams");
        await _page.UnrouteAsync("**/targets");
        await ShowAsync(view);

        await Expect(_page.Locator($"#{view}-form select[name=stream] option")).Not.ToHaveCountAsync(0);
        await Expect(_page.Locator($"#view-{view}")).Not.ToContainTextAsync("does not answer");
    }

    [Fact]
    public async Task Tail_of_a_connection_shows_its_events()
    {
        await using var reading = await _app.OpenAsync("/inspected/acme/1");
        await ShowAsync("connections");
        await _page.RunAndWaitForResponseAsync(
            () => _page.GetByRole(AriaRole.Link, new() { Name = "Tail inspected/acme/1/" }).ClickAsync(),
            static response => response.Url.Contains("/tail?", StringComparison.Ordinal));

        await _app.Get<InspectedEventsBroadcaster>().BroadcastChangedAsync(
            "acme", 1, new("<b>bold</b>", 1, InspectedKind.Large, [], null), TestContext.Current.CancellationToken);

        await Expect(_page.Locator("#tail-log li")).ToContainTextAsync("changed");
        await Expect(_page.Locator("#tail-log pre")).ToContainTextAsync("bold");
        await Expect(_page.Locator("#tail-log b")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Test_event_is_sent_from_the_form_of_its_schema()
    {
        await using var reading = await _app.OpenAsync("/inspected/acme/1");
        await ShowAsync("send");
        var form = _page.Locator("#send-form");
        await form.Locator("select[name=stream]").SelectOptionAsync("inspected/{tenant}/{number}");
        await form.Locator("select[name=event]").SelectOptionAsync("changed");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "tenant" }).FillAsync("acme");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "number" }).FillAsync("1");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "name" }).FillAsync("Ann");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "count" }).FillAsync("three");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(_page.Locator("#send-result")).ToHaveTextAsync("'count' must be a number.");

        await form.GetByRole(AriaRole.Textbox, new() { Name = "count" }).FillAsync("3");
        await form.GetByRole(AriaRole.Combobox, new() { Name = "kind" }).SelectOptionAsync("Large (1)");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await form.GetByRole(AriaRole.Textbox, new() { Name = "tags 1" }).FillAsync("new");
        await form.GetByRole(AriaRole.Checkbox, new() { Name = "place" }).CheckAsync();
        await form.GetByRole(AriaRole.Textbox, new() { Name = "x", Exact = true }).FillAsync("0.5");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(_page.Locator("#send-result")).ToHaveTextAsync("Sent changed to acme/1.");
        Assert.Equal("""{"count":3,"kind":1,"name":"Ann","place":{"x":0.5,"y":0},"tags":["new"]}""", await reading.NextDataAsync());
    }

    [Fact]
    public async Task Page_is_used_with_the_keyboard_alone()
    {
        await using var reading = await _app.OpenAsync("/inspected/acme/1");
        await ShowAsync("streams");

        await PressUntilAsync("Tab", "document.activeElement.textContent === 'Connections'");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator("#found")).ToHaveTextAsync("1 connection");
        await PressUntilAsync("Tab", "document.activeElement.textContent === 'Close…'");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator("#close")).ToBeVisibleAsync();
        await PressUntilAsync("Tab", "document.activeElement.textContent === 'Close for now'");
        await _page.Keyboard.PressAsync("Enter");

        await reading.RestAsync();
        await Expect(_page.Locator("#close")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(800)]
    [InlineData(360)]
    public async Task Page_fits_its_width_and_every_control_has_a_name(int width)
    {
        await using var reading = await _app.OpenAsync("/inspected/a-tenant-with-quite-a-long-name/1");
        await (await _app.OpenAsync("/counted/a")).DisposeAsync();
        await _page.SetViewportSizeAsync(width, 800);
        foreach (var view in _views)
        {
            await ShowAsync(view);
            Assert.True(await _page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width, view);
            Assert.Equal("", await _page.EvaluateAsync<string>(
                """
                () => [...document.querySelectorAll('main :is(input, select, textarea, button, a, table)')]
                  .filter(one => !one.labels?.length && !one.ariaLabel && !one.textContent.trim() && !one.caption).map(one => one.outerHTML).join()
                """));
            Assert.True(
                await _page.EvaluateAsync<bool>(
                    "() => [...document.querySelectorAll(':is(nav, main) :is(button, a)')].every(one => one.getBoundingClientRect().right <= innerWidth)"),
                view);

            // As an extension that translates the page does.
            Assert.True(
                await _page.EvaluateAsync<int>("() => { document.documentElement.dir = 'rtl'; return document.documentElement.scrollWidth; }") <= width, view);
        }
    }

    private async Task ShowAsync(string view)
    {
        await _page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{_app.Client.BaseAddress}_streams/#{view}"));
        await Expect(_page.Locator("#view-" + view)).ToBeVisibleAsync();
        await Expect(_page.Locator("#state")).ToHaveTextAsync("Live");
    }

    private async Task PressUntilAsync(string key, string condition)
    {
        for (var i = 0; i < 30; i++)
        {
            await _page.Keyboard.PressAsync(key);
            if (await _page.EvaluateAsync<bool>(condition))
            {
                return;
            }
        }

        Assert.Fail($"{condition} is never true.");
    }
}
