using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public abstract class ClosedStreamTests(TestTransport transport)
{
    [Theory]
    [InlineData("/session/waits")]
    [InlineData("/session/leaves-its-loop")]
    [InlineData("/session/throws-at-once")]
    public async Task Pull_stream_at_its_maximum_age_ends_with_a_retry_and_no_end_event(string path)
    {
        var clock = new TestClock();
        await using var app = await StartAsync(options => options.MaxConnectionAge = TimeSpan.FromMinutes(1), clock);
        await using var reading = await app.OpenAsync(path);
        Assert.NotNull(await reading.NextDataAsync());

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await reading.RestAsync());
        Assert.True(reading.Retry > TimeSpan.Zero);
        Assert.Equal("", reading.LastEventId);
        await NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Enumerator_is_disposed_when_the_library_closes_its_stream()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(options => options.MaxConnectionAge = TimeSpan.FromMinutes(1), clock);
        await using var reading = await app.OpenAsync("/session/waits");
        await reading.NextAsync();

        clock.Advance(TimeSpan.FromMinutes(1));

        await Signal.WithinAsync(app.Get<SessionProbe>().Ended.Task);
    }

    [Fact]
    public async Task Response_ends_at_the_close_when_the_sequence_ignores_its_token()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(options => options.MaxConnectionAge = TimeSpan.FromMinutes(1), clock);
        await using var reading = await app.OpenAsync("/session/ignores");
        await reading.NextAsync();

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await reading.RestAsync());
        app.Get<SessionProbe>().Release.SetResult();
        await NothingIsLeftAsync(app);
    }

    [Theory]
    [InlineData("/session/loops/7", "loops/7")]
    [InlineData("/session/hangs/7", "hangs/7")]
    public async Task Imperative_stream_ends_when_it_is_closed_from_outside(string path, string identifier)
    {
        foreach (var close in _closes)
        {
            await using var app = await StartAsync();
            await using var reading = await app.OpenAsync(path);
            await reading.NextAsync();

            close(app.Sources, app.Sources.GetByIdentifier(identifier)!);

            Assert.Empty(await reading.RestAsync());
            app.Get<SessionProbe>().Release.SetResult();
            await NothingIsLeftAsync(app);
        }
    }

    [Fact]
    public async Task Imperative_stream_ends_when_it_is_replaced()
    {
        await using var app = await StartAsync();
        await using var first = await app.OpenAsync("/session/loops/7");
        await first.NextAsync();

        await using var second = await app.OpenAsync("/session/loops/7");

        Assert.Empty(await first.RestAsync());
        Assert.NotNull(await second.NextAsync());
    }

    [Fact]
    public async Task Token_of_a_push_method_is_canceled_when_its_stream_ends()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/session/pushed");
        await reading.NextAsync();

        app.Sources.DropAll();

        await Signal.WithinAsync(app.Get<SessionProbe>().Ended.Task);
    }

    [Fact]
    public async Task Second_stream_on_one_response_is_refused()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync("/session/twice", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, response.StatusCode);
        await NothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Limits_are_checked_before_the_method_runs()
    {
        await using var app = await StartAsync(options => options.MaxConnections = 1);
        await using var reading = await app.OpenAsync("/session/pushed");
        await reading.NextAsync();

        for (var i = 0; i < 10; i++)
        {
            await using var refused = await app.OpenAsync("/session/pushed");
            Assert.Empty(await refused.RestAsync());
            Assert.True(refused.Retry > TimeSpan.Zero);
        }

        Assert.Equal(1, app.Get<SessionProbe>().Calls);
    }

    private static readonly Action<HttpEventSourceCollection, HttpRequestEventSource>[] _closes =
    [
        static (_, source) => source.Close(CloseMode.Permanent),
        static (_, source) => source.Close(),
        static (_, source) => source.Dispose(),
        static (sources, source) => sources.CloseByPrefix(source.Identifier!),
        static (sources, _) => sources.DropAll(),
        static (sources, source) => _ = sources.CloseAsync(source.Identifier!, CloseMode.Permanent, TestContext.Current.CancellationToken),
    ];

    /// <summary>Waits until every session has ended, and checks that no connection, source or timer is left.</summary>
    internal static async Task NothingIsLeftAsync(TestApp app)
    {
        await app.Get<SessionRegistry>().BecomesEmptyAsync();
        Assert.Equal(
            (0, 0, 0),
            (app.Get<SessionRegistry>().Connections, app.Sources.Count, app.Get<Sisk.Sse.Connections.Timing.DeliveryClock>().Count));
    }

    private Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null, TimeProvider? time = null) =>
        transport.StartAsync(
            options: options,
            services: services =>
            {
                services.AddSingleton<SessionProbe>();
                if (time is not null)
                {
                    services.AddSingleton(time);
                }
            });
}

public sealed class ClosedStreamTestsOverSocket() : ClosedStreamTests(TestTransport.Socket);

public sealed class ClosedStreamTestsOverPipe() : ClosedStreamTests(TestTransport.Pipe);

public sealed class ClosedStreamTestsOverHttp2() : ClosedStreamTests(TestTransport.Http2);
