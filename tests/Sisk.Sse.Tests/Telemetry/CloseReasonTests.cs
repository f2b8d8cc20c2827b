using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Each way in which a stream ends has its reason on the source, in the metrics, in the log and in the inspector.</summary>
public sealed class CloseReasonTests
{
    private static readonly byte[] _large = new byte[4 * 1024 * 1024];

    [Fact]
    public Task Stream_that_the_application_closes_is_closed() => EndsAsync(CloseReason.Closed, isCut: false, "/counted/a", static test =>
    {
        test.App.Sources.Single().Close();
        return Task.CompletedTask;
    });

    [Fact]
    public Task Stream_whose_client_disconnects_has_its_client_gone() => EndsAsync(
        CloseReason.ClientGone, isCut: false, "/counted/a", static test => test.Reading.DisposeAsync().AsTask());

    [Fact]
    public Task Stream_that_another_client_replaces_is_replaced() => EndsAsync(
        CloseReason.Replaced, isCut: true, "/counted/single/a", static test => test.App.OpenAsync("/counted/single/a"));

    [Fact]
    public Task Stream_that_reaches_its_age_is_expired() => EndsAsync(CloseReason.Expired, isCut: false, "/counted/a", static test =>
    {
        test.Clock.Advance(TimeSpan.FromMinutes(60));
        return Task.CompletedTask;
    });

    [Fact]
    public Task Stream_whose_queue_is_full_has_overflowed() =>
        EndsAsync(CloseReason.Overflow, isCut: true, "/counted/slow/a", static async test =>
    {
        while (test.App.Sources.Count > 0)
        {
            await test.App.Get<CountedEventsBroadcaster>().BroadcastSlowAsync("a", _large, TestContext.Current.CancellationToken);
        }
    });

    [Fact]
    public Task Stream_whose_client_stops_reading_has_timed_out() => EndsAsync(
        CloseReason.WriteTimeout, isCut: true, "/counted/dropping/a", static async test =>
        {
            while (test.App.Sources.Count > 0)
            {
                await test.App.Get<CountedEventsBroadcaster>().BroadcastDroppingAsync("a", _large, TestContext.Current.CancellationToken);
                test.Clock.Advance(TimeSpan.FromSeconds(5));
            }
        });

    [Fact]
    public Task Stream_of_a_stopping_server_says_so() => EndsAsync(
        CloseReason.ServerStopping, isCut: true, "/counted/a", static test => test.App.Application.StopAsync(
            TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("/counted/pull/3", "completed")]
    [InlineData("/counted/pull/0", "failed")]
    public async Task Pull_stream_is_completed_or_has_failed(string path, string status)
    {
        await using var app = await TestApp.StartAsync(static app => app.MapEventStreamInspector("/_streams").AllowAnonymous());
        using var durations = Durations(app);
        await using var reading = await app.OpenAsync(path);
        await reading.RestAsync();

        await Signal.WithinAsync(durations.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));

        Assert.Equal(
            ("counted/pull/{count}", status),
            (durations.LastMeasurement!.Tags["sisk.sse.stream"], durations.LastMeasurement.Tags["sisk.sse.connection.status"]));
        Assert.Equal(status, Snake(Assert.Single(Ended(app)).Reason));
    }

    [Fact]
    public async Task Many_streams_that_end_for_one_reason_are_logged_once_a_second_with_their_number()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock);
        var readings = new List<StreamReading>();
        for (var i = 0; i < 10; i++)
        {
            readings.Add(await app.OpenAsync("/counted/a"));
        }

        // All end at one time of the clock. Ages would end them one after the other.
        await app.Application.StopAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));

        var entry = await app.Logs.FirstAsync(static entry => entry is { Category: "Sisk.Sse.Connections", Level: LogLevel.Information });
        Assert.Equal("Connections of the event stream 'counted/{room}' closed within a second: 10 (ServerStopping).", entry.Text);
        Assert.Single(app.Logs.Entries, static entry => entry is { Category: "Sisk.Sse.Connections", Level: LogLevel.Information });

        // A reading that nothing refers to is collected, and disconnects.
        Assert.Equal(10, readings.Count);
    }

    private static async Task EndsAsync(CloseReason reason, bool isCut, string path, Func<Ending, Task> end)
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock);
        using var durations = Durations(app);
        var closed = new TaskCompletionSource<CloseReason?>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Sources.OnEventSourceUnregistration += (_, source) => closed.TrySetResult(source.CloseReason);
        await using var reading = await app.OpenAsync(path);
        Assert.Null(app.Sources.Single().CloseReason);
        var identifier = app.Sources.Single().Identifier;

        await end(new Ending(app, clock, reading));

        Assert.Equal(reason, await Signal.WithinAsync(closed.Task));
        await Signal.WithinAsync(durations.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
        Assert.Equal(Snake(reason), durations.GetMeasurementSnapshot()[0].Tags["sisk.sse.connection.status"]);
        await app.Logs.FirstAsync(entry => entry is { Category: "Sisk.Sse.Connections", Level: LogLevel.Debug }
            && entry.Text.StartsWith($"The connection '{identifier}'", StringComparison.Ordinal) && entry.Text.EndsWith(
                $": {reason}.", StringComparison.Ordinal));
        Assert.Equal(reason, Assert.Single(Ended(app), one => one.Identifier == identifier).Reason);
        clock.Advance(TimeSpan.FromSeconds(1));
        if (!isCut)
        {
            // What is normal is not logged for each second of each day.
            Assert.DoesNotContain(
                app.Logs.Entries, static entry => entry is { Category: "Sisk.Sse.Connections", Level: LogLevel.Information });
        }
        else
        {
            await app.Logs.FirstAsync(entry => entry.Level is LogLevel.Information
                && entry.Text.StartsWith("Connections of ", StringComparison.Ordinal)
                && entry.Text.EndsWith($": 1 ({reason}).", StringComparison.Ordinal));
        }
    }

    private static Task<TestApp> StartAsync(TestClock clock) => TestApp.StartAsync(
        static app => app.MapEventStreamInspector("/_streams").AllowAnonymous(),
        options: static options => (options.MaxConnectionAge, options.PaceBroadcasts) = (TimeSpan.FromMinutes(60), false),
        services: services => services
            .AddSingleton<TimeProvider>(clock)
            .AddLogging(static logging => logging.AddFilter("Sisk.Sse.Connections", LogLevel.Debug)));

    private static ConnectionRecord[] Ended(TestApp app)
    {
        var position = 0L;
        return app.Get<SessionHost>().Ended!.GetAfter(ref position);
    }

    private static MetricCollector<double> Durations(TestApp app) =>
        new(app.Application.Services.GetRequiredService<IMeterFactory>(), "Sisk.Sse", "sisk.sse.server.connection.duration");

    private static string Snake(CloseReason reason) =>
        string.Concat(reason.ToString().Select(static (letter, i) => char.IsUpper(letter) && i > 0 ? "_" + letter : letter.ToString())).ToLowerInvariant();

    private sealed record Ending(TestApp App, TestClock Clock, StreamReading Reading);
}
