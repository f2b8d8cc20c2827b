using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public abstract class EventSourceCollectionTests(TestTransport transport)
{
    [Fact]
    public async Task GetByIdentifier_finds_a_source_outside_its_handler()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/a");

        Assert.True(app.Sources.GetByIdentifier("a")!.Send("Hola de nuevo!"));

        Assert.Equal("Hola de nuevo!", await reading.NextDataAsync());
        Assert.Null(app.Sources.GetByIdentifier("b"));
    }

    [Fact]
    public async Task Find_FindByPrefix_and_All_return_the_matching_sources()
    {
        await using var app = await StartAsync();
        var readings = await OpenAllAsync(app, "chat/42", "chat/42/alice", "chat/42/bob", "chat/421", "chat/421/alice", "other");

        Assert.Equal(["chat/42", "chat/42/alice", "chat/42/bob"], Names(app.Sources.FindByPrefix("chat/42")));
        Assert.Equal(["chat/42", "chat/42/alice", "chat/42/bob", "chat/421", "chat/421/alice"], Names(app.Sources.FindByPrefix("chat")));
        Assert.Empty(app.Sources.FindByPrefix("cha"));
        Assert.Equal(
            ["chat/421", "chat/421/alice"], Names(app.Sources.Find(name => name.StartsWith("chat/421", StringComparison.Ordinal))));
        Assert.Equal(6, app.Sources.All().Length);
        Assert.Equal(6, app.Sources.Count);
        Assert.Equal(6, app.Sources.ActiveConnections);
        await DisposeAllAsync(readings);
    }

    [Fact]
    public async Task DropAll_ends_every_stream()
    {
        await using var app = await StartAsync();
        var readings = await OpenAllAsync(app, "a", "b", "c");

        app.Sources.DropAll();

        Assert.Empty(app.Sources);
        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
        }

        await DisposeAllAsync(readings);
    }

    [Fact]
    public async Task Closed_source_is_removed_at_once()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/a");

        app.Sources.GetByIdentifier("a")!.Close();

        Assert.Null(app.Sources.GetByIdentifier("a"));
        Assert.Empty(await reading.RestAsync());
    }

    [Fact]
    public async Task Source_is_removed_when_its_handler_throws()
    {
        await using var app = await transport.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", request =>
        {
            var sse = request.GetEventSource("a");
            sse.Send("before");
            throw new InvalidOperationException("on purpose");
        })));
        var gone = Signal.UnregisteredAsync(app.Sources, "a");

        // The event sent before may be lost, because HTTP/2 resets the stream.
        await using var reading = await app.OpenAsync("/");

        await gone;
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Source_is_removed_when_its_handler_returns_without_closing_it()
    {
        await using var app = await transport.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", request =>
        {
            request.GetEventSource("a").Send("left open");
            return request.HttpContext.Response;
        })));

        await using var reading = await app.OpenAsync("/");

        Assert.Equal("left open", Assert.Single(await reading.RestAsync()).Data);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Source_is_removed_when_its_client_disconnects()
    {
        await using var app = await StartAsync();
        var gone = Signal.UnregisteredAsync(app.Sources, "a");
        using var raw = await RawClient.GetAsync(app.RawAddress, "/a");
        await raw.ReadUntilAsync("\r\n\r\n");

        raw.Reset();

        Assert.False((await gone).IsActive);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Source_is_removed_when_WaitForFail_times_out()
    {
        var clock = new TestClock();
        await using var app = await transport.StartAsync(
            TestApp.With(new Route(RouteMethod.Get, "/", request =>
            {
                using var sse = request.GetEventSource("a");
                sse.WaitForFail(TimeSpan.FromSeconds(15));
                return sse.Close();
            })),
            services: services => services.AddSingleton<TimeProvider>(clock));
        await using var reading = await app.OpenAsync("/");
        await clock.TimerAsync(TimeSpan.FromSeconds(15));

        clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Empty(await reading.RestAsync());
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Source_is_removed_at_the_write_timeout_when_its_client_does_not_read()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(
            options => (options.WriteTimeout, options.MaxQueuedEvents, options.MaxQueuedBytes) = (TimeSpan.FromSeconds(30), int.MaxValue, long.MaxValue),
            services => services.AddSingleton<TimeProvider>(clock));
        var gone = Signal.UnregisteredAsync(app.Sources, "a");
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        using var raw = await RawClient.GetAsync(app.RawAddress, "/a", receiveBuffer: 1024);
        await registered;
        var source = app.Sources.GetByIdentifier("a")!;

        // More than the buffers of client and server hold, so that a write has to wait.
        var data = new string('x', 64 * 1024);
        for (var sent = 0; sent < 256; sent++)
        {
            Assert.True(source.Send(data));
        }

        // The timeout counts from when a write began to wait, which is not observable, so the clock is advanced again and again.
        while (!gone.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.Equal(CloseReason.WriteTimeout, (await gone).Connection.Reason);
    }

    [Fact]
    public async Task Exception_of_a_registration_handler_is_logged_and_ignored()
    {
        await using var app = await StartAsync();
        app.Sources.OnEventSourceRegistered += (_, _) => throw new InvalidOperationException("on purpose");
        await using var reading = await app.OpenAsync("/a");

        Assert.True(app.Sources.GetByIdentifier("a")!.Send("fine"));

        Assert.Equal("fine", await reading.NextDataAsync());
        var logged = Assert.Single(app.Logs.Entries, entry => entry.Exception?.Message == "on purpose");
        Assert.Equal("A handler of HttpEventSourceCollection threw an exception for the source 'a'.", logged.Text);
    }

    [Fact]
    public async Task Second_source_with_the_same_identifier_ends_the_first_permanently()
    {
        await using var app = await StartAsync();
        await using var older = await app.OpenAsync("/a");
        await using var newer = await app.OpenAsync("/a");

        Assert.Empty(await older.RestAsync());
        await using var returning = await app.OpenAsync("/a", older.LastEventId);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, returning.Response.StatusCode);
        Assert.True(app.Sources.GetByIdentifier("a")!.Send("to the newer"));
        Assert.Equal("to the newer", await newer.NextDataAsync());
    }

    [Fact]
    public async Task Rejected_duplicate_is_asked_to_retry_later()
    {
        await using var app = await StartAsync(options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject);
        await using var older = await app.OpenAsync("/a");
        await using var newer = await app.OpenAsync("/a");

        Assert.Empty(await newer.RestAsync());
        Assert.InRange(newer.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.True(app.Sources.GetByIdentifier("a")!.Send("to the older"));
        Assert.Equal("to the older", await older.NextDataAsync());
    }

    [Fact]
    public async Task Allowed_duplicates_stay_open_and_GetByIdentifier_finds_the_newest()
    {
        await using var app = await StartAsync(options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Allow);
        await using var older = await app.OpenAsync("/a");
        await using var newer = await app.OpenAsync("/a");

        Assert.Equal(2, app.Sources.Count);
        app.Sources.GetByIdentifier("a")!.Send("to the newest");
        Assert.Equal("to the newest", await newer.NextDataAsync());
        Assert.Equal(2, app.Sources.FindByPrefix("a").Length);
    }

    [Fact]
    public async Task Allowed_duplicates_may_close_in_any_order_and_GetByIdentifier_finds_the_newest_that_is_left()
    {
        await using var app = await StartAsync(options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Allow);
        var readings = await OpenAllAsync(app, "a", "a", "a", "a");
        if (app.Sources.FindByPrefix("a") is not [var first, var second, var third, var fourth])
        {
            throw new InvalidOperationException("There are not four sources.");
        }

        second.Close();
        Assert.Same(fourth, app.Sources.GetByIdentifier("a"));
        fourth.Close();
        Assert.Same(third, app.Sources.GetByIdentifier("a"));
        Assert.Equal([first, third], app.Sources.FindByPrefix("a"));
        third.Close();
        Assert.Same(first, app.Sources.GetByIdentifier("a"));
        Assert.Equal((1, 1), (app.Sources.Count, app.Sources.CountByPrefix("a")));
        first.Close();
        Assert.Null(app.Sources.GetByIdentifier("a"));
        Assert.Equal((0, 0), (app.Sources.Count, app.Sources.CountByPrefix("a")));
        await DisposeAllAsync(readings);
    }

    /// <summary>Starts an application in which every path opens a source identified by the path.</summary>
    private Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null, Action<IServiceCollection>? services = null) =>
        transport.StartAsync(
            TestApp.With(new Route(RouteMethod.Get, "/{**name}", async request =>
            {
                await using var sse = request.GetEventSource((string)request.RouteValues["name"]!);
                await sse.KeepAliveAsync();
                return sse.Close();
            })),
            options,
            services);

    private static async Task<List<StreamReading>> OpenAllAsync(TestApp app, params string[] names)
    {
        var readings = new List<StreamReading>();
        foreach (var name in names)
        {
            readings.Add(await app.OpenAsync("/" + name));
        }

        return readings;
    }

    private static async Task DisposeAllAsync(List<StreamReading> readings)
    {
        foreach (var reading in readings)
        {
            await reading.DisposeAsync();
        }
    }

    private static IEnumerable<string> Names(HttpRequestEventSource[] sources) =>
        sources.Select(source => source.Identifier!).Order(StringComparer.Ordinal);
}

public sealed class EventSourceCollectionTestsOverSocket() : EventSourceCollectionTests(TestTransport.Socket);

public sealed class EventSourceCollectionTestsOverPipe() : EventSourceCollectionTests(TestTransport.Pipe);

public sealed class EventSourceCollectionTestsOverHttp2() : EventSourceCollectionTests(TestTransport.Http2);
