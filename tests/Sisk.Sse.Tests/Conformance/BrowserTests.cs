using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>The browser behavior that ending, dropping and refusing a stream relies on.</summary>
public sealed class BrowserTests(Chromium chromium) : IAsyncLifetime
{
    /// <summary>
    /// Opens a stream. Resolves with its state and messages once it is closed permanently or an event tells it to stop. The page's
    /// <c>firstMessage</c> is a promise of the first message.
    /// </summary>
    private const string UntilOver = """
        url => new Promise(resolve => {
          let arrived;
          window.firstMessage = new Promise(first => arrived = first);
          const source = new EventSource(url);
          const seen = [];
          const over = () => { const state = source.readyState; source.close(); resolve(JSON.stringify([state, ...seen])); };
          source.onmessage = e => { arrived(e.data); seen.push(e.data); if (e.data.startsWith('stop')) over(); };
          source.addEventListener('reset', () => seen.push('reset'));
          source.onerror = () => { if (source.readyState === EventSource.CLOSED) over(); };
        })
        """;

    /// <summary>Skips every test of this class if no browser is installed.</summary>
    public async ValueTask InitializeAsync() => await chromium.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(404, "text/event-stream")]
    [InlineData(500, "text/event-stream")]
    [InlineData(503, "text/event-stream")]
    [InlineData(200, "text/plain")]
    [InlineData(204, null)]
    [Trait("Conformance", "C18")]
    [Trait("Conformance", "C20")]
    public async Task Browser_stops_permanently_when_the_status_or_type_is_not_that_of_a_stream(int status, string? type)
    {
        var requests = 0;
        await using var app = await TestApp.StartAsync(app => app.MapGet("/answer", context =>
        {
            Interlocked.Increment(ref requests);
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            return Task.CompletedTask;
        }));

        Assert.Equal("[2]", await RunAsync(app, "/answer"));
        Assert.Equal(1, requests);
    }

    [Fact]
    [Trait("Conformance", "C19")]
    public async Task Browser_reconnects_with_its_last_event_id_when_the_response_ends()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/ids", request =>
        {
            using var sse = request.GetEventSource();
            sse.Send(sse.LastEventId is { } id ? $"stop at {id}" : "first", id: "é-7");
            return sse.Close();
        })));

        Assert.Equal("""[1,"first","stop at é-7"]""", await RunAsync(app, "/ids"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [Trait("Conformance", "C21")]
    public async Task Browser_follows_redirects(int status)
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/old", context =>
            {
                (context.Response.StatusCode, context.Response.Headers.Location) = (status, "/new");
                return Task.CompletedTask;
            });
            app += new Route(RouteMethod.Get, "/new", request =>
            {
                using var sse = request.GetEventSource();
                sse.Send("stop");
                return sse.Close();
            });
        });

        Assert.Equal("""[1,"stop"]""", await RunAsync(app, "/old"));
    }

    [Fact]
    [Trait("Conformance", "C22")]
    public async Task Cross_origin_reconnect_with_a_last_event_id_needs_no_preflight()
    {
        var preflights = 0;
        await using var pages = await TestApp.StartAsync(
            static app => app.MapGet("/page", () => TypedResults.Content("A page.", "text/html")));
        await using var app = await TestApp.StartAsync(app => app.Use((context, next) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                Interlocked.Increment(ref preflights);
            }

            return next(context);
        }));

        // The page must come from the network. Where Playwright intercepts requests, it answers preflights by itself.
        await using var page = new Page(await (await chromium.StartAsync()).NewPageAsync());
        await page.Browser.GotoAsync(new Uri(pages.Client.BaseAddress!, "/page").ToString());
        var seen = await DropAndReadAsync(app, page, new Uri(app.Client.BaseAddress!, "/feed/bare/a").ToString());

        Assert.Equal("""[1,"first","stop: broadcast while nobody was there"]""", seen);
        Assert.Equal(0, preflights);
    }

    [Fact]
    public async Task Browser_does_not_reconnect_after_it_was_ended_permanently()
    {
        await using var app = await TestApp.StartAsync();
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        var running = RunAsync(app, "/feed/bare/a");
        await registered;

        app.Sources.Single().Close(CloseMode.Permanent);

        Assert.Equal("[2]", await running);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Browser_reconnects_and_misses_nothing_after_it_was_dropped()
    {
        await using var app = await TestApp.StartAsync();
        await using var page = new Page(await chromium.OpenAsync(app.Client.BaseAddress!));

        Assert.Equal("""[1,"first","stop: broadcast while nobody was there"]""", await DropAndReadAsync(app, page, "/feed/bare/a"));
    }

    [Fact]
    public async Task Browser_retries_until_there_is_room_when_the_connection_limit_is_reached()
    {
        var requests = 0;
        await using var app = await TestApp.StartAsync(
            app => app.Use((context, next) =>
            {
                // The third request finds room.
                if (context.Request.Path.Value!.EndsWith("/bare/a", StringComparison.Ordinal) && Interlocked.Increment(ref requests) == 3)
                {
                    context.RequestServices.GetRequiredService<HttpEventSourceCollection>().DropAll();
                }

                return next(context);
            }),
            options =>
            {
                options.MaxConnections = 1;
                (options.MinRetry, options.MaxRetry) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40));
            });
        await using var first = await app.OpenAsync("/feed/bare/b");
        await using var page = new Page(await chromium.OpenAsync(app.Client.BaseAddress!));
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        var running = page.Browser.EvaluateAsync<string>(UntilOver, "/feed/bare/a");

        await registered;
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "stop", TestContext.Current.CancellationToken);

        Assert.Equal("""[1,"stop"]""", await Signal.WithinAsync(running));
        Assert.True(requests >= 3, $"There were {requests} requests.");
    }

    [Fact]
    public async Task Older_tab_stays_closed_when_a_second_tab_uses_the_same_identifier()
    {
        await using var app = await TestApp.StartAsync();
        var opened = 0;
        app.Sources.OnEventSourceRegistered += (_, _) => Interlocked.Increment(ref opened);
        var first = Signal.RegisteredAsync(app.Sources, 1);
        var older = RunAsync(app, "/session/desk/1");
        await first;

        var second = Signal.RegisteredAsync(app.Sources, 1);
        var newer = RunAsync(app, "/session/desk/1");
        await second;

        // The older tab learns that it is over from the response to its reconnect.
        Assert.Equal("[2]", await older);
        await app.Sources.Single().SendAsync("stop", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("""[1,"stop"]""", await newer);
        Assert.Equal(2, opened);
    }

    /// <summary>Drops the stream of a page that has received an event, and broadcasts another event before the page reconnects.</summary>
    private static async Task<string> DropAndReadAsync(TestApp app, Page page, string address)
    {
        var feed = app.Get<FeedEventsBroadcaster>();
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        var running = page.Browser.EvaluateAsync<string>(UntilOver, address);
        await registered;
        await feed.BroadcastBareAsync("a", "first", TestContext.Current.CancellationToken);

        // Asks the page itself, because its console messages may arrive late.
        Assert.Equal("first", await Signal.WithinAsync(page.Browser.EvaluateAsync<string>("window.firstMessage")));

        app.Sources.DropAll();
        await feed.BroadcastBareAsync("a", "stop: broadcast while nobody was there", TestContext.Current.CancellationToken);
        return await Signal.WithinAsync(running);
    }

    private async Task<string> RunAsync(TestApp app, string path)
    {
        await using var page = new Page(await chromium.OpenAsync(app.Client.BaseAddress!));
        return await Signal.WithinAsync(page.Browser.EvaluateAsync<string>(UntilOver, path));
    }

    private sealed class Page(IPage page) : IAsyncDisposable
    {
        internal IPage Browser => page;

        public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();
    }
}
