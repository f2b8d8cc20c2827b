using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Log;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Hosting;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task Server_is_degraded_when_nine_tenths_of_its_connections_are_taken()
    {
        await using var app = await StartAsync(options: static options => options.MaxConnections = 10);
        List<StreamReading> open = [];
        for (var i = 0; i < 8; i++)
        {
            open.Add(await app.OpenAsync("/feed/bare/a"));
        }

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(app)).Status);
        open.Add(await app.OpenAsync("/feed/bare/a"));

        var entry = await CheckAsync(app);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.StartsWith("9 of at most 10 event streams", entry.Description, StringComparison.Ordinal);
        Assert.Equal((9, 10), (entry.Data["connections"], entry.Data["maxConnections"]));
        foreach (var reading in open)
        {
            await reading.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Reachable", HealthStatus.Healthy)]
    [InlineData("Waiting", HealthStatus.Degraded)]
    [InlineData("Failing", HealthStatus.Unhealthy)]
    public async Task Server_is_as_healthy_as_its_shared_log(string state, HealthStatus expected)
    {
        await using var app = await StartAsync(services =>
            services.AddSingleton<ITopicLog>(new StateLog(Enum.Parse<EventLogState>(state))));

        var entry = await CheckAsync(app);

        Assert.Equal(expected, entry.Status);
        Assert.Equal(
            expected is not HealthStatus.Healthy, entry.Description?.Contains("No route to the log.", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Failing_log_has_the_status_that_the_registration_names()
    {
        await using var app = await StartAsync(
            services => services.AddSingleton<ITopicLog>(new StateLog(EventLogState.Failing)), failureStatus: HealthStatus.Degraded);

        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(app)).Status);
    }

    [Theory]
    [InlineData(null, "Too many connections.")]
    [InlineData("The user may not read.", "The user may not read.")]
    public async Task Log_that_cannot_be_read_is_reported_with_the_reason(string? refusal, string reason)
    {
        var log = new FailingLog(new MemoryEventLog())
        {
            ReadFailure = new EventLogException("Too many connections.", mayBeDone: false, refusal),
        };
        await using var app = await TestApp.StartAsync(
            services: static added => added.AddHealthChecks().AddEventStreams(),
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));

        // The first broadcast opens the log of its stream, whose name begins with that of the assembly.
        await app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("a", new("x"), TestContext.Current.CancellationToken);
        await app.Logs.FirstAsync(IsAboutStream);

        Assert.EndsWith($" cannot be read. {reason}", (await CheckAsync(app)).Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventLogOutage.Wait, HealthStatus.Degraded)]
    [InlineData(EventLogOutage.Fail, HealthStatus.Unhealthy)]
    public async Task Server_whose_streams_nobody_has_used_yet_is_as_healthy_as_the_log_of_the_servers(
        EventLogOutage outage, HealthStatus expected)
    {
        var log =
            new FailingLog(new MemoryEventLog()) { ReadFailure = new EventLogException("No route to the database.", mayBeDone: false) };
        await using var app = await TestApp.StartAsync(
            services: static added => added.AddHealthChecks().AddEventStreams(),
            streams: builder => builder.AddEventLog(_ => log, _ => new EventLogOptions { WhenUnavailable = outage }));
        await app.Logs.FirstAsync(static entry => entry.Text.Contains("cannot be read", StringComparison.Ordinal));

        var entry = await CheckAsync(app);

        Assert.Equal(expected, entry.Status);
        Assert.EndsWith(
            "The log of connections in memory cannot be read. No route to the database.", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_server_stays_unhealthy_when_a_stream_is_first_used()
    {
        var time = new FakeTimeProvider();
        var log =
            new FailingLog(new MemoryEventLog()) { ReadFailure = new EventLogException("No route to the database.", mayBeDone: false) };
        await using var app = await StartWithLogAsync(log, services => services.AddSingleton<TimeProvider>(time));
        await app.Logs.FirstAsync(static entry => entry.Text.Contains("cannot be read", StringComparison.Ordinal));
        time.Advance(new EventLogOptions().MaxWait + TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(app)).Status);

        // The log of the stream has not been unreadable for long.
        await app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("a", new("x"), TestContext.Current.CancellationToken);
        await app.Logs.FirstAsync(IsAboutStream);

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(app)).Status);
    }

    [Fact]
    public async Task Log_that_refuses_reads_is_unhealthy_at_once()
    {
        var log = new FailingLog(new MemoryEventLog())
        {
            ReadFailure = new EventLogException("Denied.", mayBeDone: false, "The user may not read."),
        };
        await using var app = await StartWithLogAsync(log);
        await app.Logs.FirstAsync(static entry => entry.Text.Contains("refuses access", StringComparison.Ordinal));

        var entry = await CheckAsync(app);

        Assert.Equal(
            (HealthStatus.Unhealthy,
                "The shared log is unavailable. The log of connections in memory cannot be read. The user may not read."),
            (entry.Status, entry.Description));
    }

    private static bool IsAboutStream(LogCollector.Entry entry) =>
        entry.Category == "Sisk.Sse.EventLog" && entry.Level >= LogLevel.Warning
            && entry.Text.Contains("Sisk.Sse.Tests/", StringComparison.Ordinal);

    private static Task<TestApp> StartWithLogAsync(IEventLog log, Action<IServiceCollection>? services = null) => TestApp.StartAsync(
        services: added =>
        {
            services?.Invoke(added);
            added.AddHealthChecks().AddEventStreams();
        },
        streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));

    private static Task<TestApp> StartAsync(
        Action<IServiceCollection>? services = null, Action<EventStreamOptions>? options = null, HealthStatus? failureStatus = null) =>
        TestApp.StartAsync(options: options, services: added =>
        {
            services?.Invoke(added);
            added.AddHealthChecks().AddEventStreams(failureStatus: failureStatus);
        });

    private static async Task<HealthReportEntry> CheckAsync(TestApp app) =>
        (await app.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["event_streams"];

    /// <summary>A log in a fixed state.</summary>
    private sealed class StateLog(EventLogState state) : ITopicLog
    {
        public void Attach(IEventLogConsumer consumer)
        {
        }

        public (EventLogState State, string? Reason) GetState() =>
            (state, state is EventLogState.Reachable ? null : "No route to the log.");

        public ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public ValueTask<(string Epoch, long Sequence)> AppendAsync(
            IEventLogConsumer consumer, IReadOnlyList<EventRecord> records, string? onceId, CancellationToken cancellationToken) =>
                new(("", 0));

        public ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken) => new(true);
    }
}
