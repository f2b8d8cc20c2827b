using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Hosting;

/// <summary>Hosts that broadcast and serve no streams.</summary>
public sealed class PublishingTests
{
    private readonly MemoryEventLog _log = new();

    [Fact]
    public async Task Events_of_a_generic_host_reach_the_clients_of_a_server()
    {
        await using var app = await TestApp.StartAsync(streams: builder => builder.AddMemoryEventLog(_log));
        await using var reading = await app.OpenAsync("/counted/from-elsewhere");
        using var host = await StartAsync();

        await host.Services.GetRequiredService<CountedEventsBroadcaster>()
            .BroadcastCountedAsync("from-elsewhere", new("sent"), TestContext.Current.CancellationToken);

        Assert.Contains("sent", await Signal.WithinAsync(reading.NextDataAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_a_generic_host_are_written_by_its_own_JsonOptions()
    {
        await using var app = await TestApp.StartAsync(streams: builder => builder.AddMemoryEventLog(_log));
        await using var reading = await app.OpenAsync("/counted/from-elsewhere");
        using var host = await StartAsync(services: static services => services.ConfigureHttpJsonOptions(
            static json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper));

        await host.Services.GetRequiredService<CountedEventsBroadcaster>()
            .BroadcastCountedAsync("from-elsewhere", new("sent"), TestContext.Current.CancellationToken);

        Assert.Equal("""{"TEXT":"sent"}""", await Signal.WithinAsync(reading.NextDataAsync()));
    }

    [Fact]
    public async Task Health_check_of_a_host_that_publishes_tells_of_its_log_only()
    {
        using var host = await StartAsync(services: static services => services.AddLogging().AddHealthChecks().AddEventStreams());

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Empty(report.Entries["event_streams"].Data);
    }

    [Fact]
    public async Task Health_of_a_host_that_publishes_fails_with_its_broadcasts()
    {
        var failing = new FailingLog(_log) { FailsAppends = true };
        using var host = await StartAsync(
            builder => builder.AddEventLog(_ => failing, static _ => new EventLogOptions { WhenUnavailable = EventLogOutage.Fail }),
            services: static services => services.AddLogging().AddHealthChecks().AddEventStreams());
        var (broadcaster, health) = (
            host.Services.GetRequiredService<CountedEventsBroadcaster>(), host.Services.GetRequiredService<HealthCheckService>());

        await Assert.ThrowsAsync<EventLogUnavailableException>(() => BroadcastAsync().AsTask());

        var report = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.EndsWith("does not accept events. The disk is full.", report.Entries["event_streams"].Description, StringComparison.Ordinal);
        failing.FailsAppends = false;
        await BroadcastAsync();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);

        ValueTask BroadcastAsync() => broadcaster.BroadcastCountedAsync("a", new("sent"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Host_that_publishes_reads_no_log_and_keeps_no_history()
    {
        var watched = new WatchedLog(_log);
        using var host = await StartAsync(builder => builder.AddEventLog(_ => watched, static _ => new EventLogOptions()));
        var broadcaster = host.Services.GetRequiredService<CountedEventsBroadcaster>();

        for (var i = 0; i < 100; i++)
        {
            await broadcaster.BroadcastCountedAsync("a", new($"{i}"), TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, 0), (watched.Reads, watched.Subscriptions));
        Assert.InRange(watched.Appends, 1, 100);
    }

    [Fact]
    public async Task Log_of_a_host_that_publishes_stays_within_the_history()
    {
        var watched = new WatchedLog(_log);
        using var host = await StartAsync(
            builder => builder.AddEventLog(_ => watched, static _ => new EventLogOptions()), static options => options.History.MaxEvents = 500);
        var broadcaster = host.Services.GetRequiredService<CountedEventsBroadcaster>();

        for (var i = 0; i < 2000; i++)
        {
            await broadcaster.BroadcastCountedAsync("a", new($"{i}"), TestContext.Current.CancellationToken);
        }

        Assert.InRange(watched.OldestNeeded, 1400, 1501);
    }

    [Fact]
    public async Task Log_of_a_host_that_publishes_stays_within_the_bytes_of_the_history()
    {
        var watched = new WatchedLog(_log);
        using var host = await StartAsync(
            builder => builder.AddEventLog(_ => watched, static _ => new EventLogOptions()),
            static options => options.History.MaxBytes = 100_000);
        var broadcaster = host.Services.GetRequiredService<CountedEventsBroadcaster>();
        var text = new string('x', 990);

        for (var i = 0; i < 500; i++)
        {
            await broadcaster.BroadcastCountedAsync("a", new(text), TestContext.Current.CancellationToken);
        }

        Assert.InRange(500 - watched.OldestNeeded, 95, 105);
    }

    [Fact]
    public async Task Log_of_a_host_that_publishes_stays_within_the_age_of_the_history()
    {
        var (watched, clock) = (new WatchedLog(_log), new TestClock());
        using var host = await StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.AddEventLog(_ => watched, static _ => new EventLogOptions());
            },
            static options => options.History.MaxAge = TimeSpan.FromMinutes(1));
        var broadcaster = host.Services.GetRequiredService<CountedEventsBroadcaster>();

        for (var i = 0; i < 10; i++)
        {
            await broadcaster.BroadcastCountedAsync("a", new("old"), TestContext.Current.CancellationToken);
        }

        clock.Advance(TimeSpan.FromMinutes(2));
        await broadcaster.BroadcastCountedAsync("a", new("new"), TestContext.Current.CancellationToken);

        Assert.Equal(11, watched.OldestNeeded);
    }

    [Fact]
    public async Task Host_without_a_log_fails_at_its_start()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(static _ => { }));

        Assert.StartsWith("AddEventStreamPublishing() needs a log", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_cannot_both_serve_and_publish_only()
    {
        var services = new ServiceCollection();
        services.AddEventStreams();

        var failure = Assert.Throws<InvalidOperationException>(() => services.AddEventStreamPublishing());

        Assert.Contains("Call AddEventStreams() alone", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddEventStreamPublishing().Services.AddEventStreams());
    }

    [Fact]
    public async Task Subscription_on_a_host_that_publishes_fails_with_the_reason()
    {
        using var host = await StartAsync();
        var events =
            host.Services.GetRequiredService<CountedEventsBroadcaster>().SubscribeWatchAsync("a", TestContext.Current.CancellationToken);

        await using var enumerator = events.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => enumerator.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task Presence_on_a_host_that_publishes_fails_with_the_reason()
    {
        using var host = await StartAsync();
        var broadcaster = host.Services.GetRequiredService<CountedEventsBroadcaster>();

        var listing = broadcaster.ListWatchAsync(TestContext.Current.CancellationToken);
        var following = Assert.Throws<InvalidOperationException>(() => broadcaster.WatchPresenceChanged += static (_, _) => { });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => listing);
        Assert.Equal(failure.Message, following.Message);
        Assert.Contains("AddEventStreams()", failure.Message, StringComparison.Ordinal);
    }

    private async Task<IHost> StartAsync(
        Action<EventStreamsBuilder>? add = null, Action<EventStreamOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        var streams = builder.Services.AddEventStreamPublishing(options);
        (add ?? (builder => builder.AddMemoryEventLog(_log)))(streams);
        services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private sealed class WatchedLog(MemoryEventLog log) : IEventLog
    {
        public string Name => log.Name;

        public string System => log.System;

        public int Appends { get; private set; }

        public int Reads { get; private set; }

        public int Subscriptions { get; private set; }

        public long OldestNeeded { get; private set; }

        public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken)
        {
            (Appends, OldestNeeded) = (Appends + 1, append.OldestNeeded);
            return log.AppendAsync(append, cancellationToken);
        }

        public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken)
        {
            Reads++;
            return log.ReadAsync(read, cancellationToken);
        }

        public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken)
        {
            Subscriptions++;
            return log.SubscribeAsync(name, subscriber, cancellationToken);
        }
    }
}
