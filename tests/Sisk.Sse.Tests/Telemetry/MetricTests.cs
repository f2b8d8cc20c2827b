using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The instruments of the meter Sisk.Sse.</summary>
public sealed class MetricTests
{
    private const string Stream = "counted/{room}";

    [Fact]
    public async Task Connection_is_active_from_its_opening_to_its_end_and_its_duration_says_why_it_ended()
    {
        await using var app = await TestApp.StartAsync();
        using var active = Collect<long>(app, "active_connections");
        using var durations = Collect<double>(app, "connection.duration");
        await using var reading = await app.OpenAsync("/counted/a");

        var opened = await FirstAsync(active);
        Assert.Equal((1, Stream), (opened.Value, opened.Tags["sisk.sse.stream"]));
        Assert.Contains(opened.Tags["sisk.sse.transport"], new object?[] { "socket", "pipe" });

        app.Sources.Single().Close();

        await Signal.WithinAsync(durations.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
        var ended = durations.LastMeasurement!;
        Assert.Equal((Stream, "closed"), (ended.Tags["sisk.sse.stream"], ended.Tags["sisk.sse.connection.status"]));
        Assert.True(ended.Value >= 0);
        Assert.Equal(0, active.GetMeasurementSnapshot().EvaluateAsCounter());
    }

    [Fact]
    public async Task Listener_that_comes_late_does_not_see_the_end_of_a_connection_that_it_has_not_seen()
    {
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync("/counted/a");
        using var active = Collect<long>(app, "active_connections");
        using var durations = Collect<double>(app, "connection.duration");

        app.Sources.Single().Close();

        await Signal.WithinAsync(durations.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
        Assert.Empty(active.GetMeasurementSnapshot());
    }

    [Fact]
    public async Task Listener_that_throws_leaves_no_source_behind()
    {
        await using var app = await TestApp.StartAsync();
        using var listener = ThrowingListener.Start(app, "connection.duration");
        await using var reading = await app.OpenAsync("/counted/a");
        var source = app.Sources.Single();
        var gone = Signal.UnregisteredAsync(app.Sources, source.Identifier!);

        source.Close();

        await gone;
        Assert.Empty(await reading.RestAsync());
        Assert.Empty(app.Sources);
    }

    [Theory]
    [InlineData("/counted/foreign/7", "counted/foreign/{id}")]
    [InlineData("/", "/")]
    public async Task Stream_of_another_endpoint_is_named_by_its_route(string path, string name)
    {
        await using var app = await TestApp.StartAsync(static app =>
        {
            app.MapGet("/counted/foreign/{id}", Answer);
            app.MapGet("/", Answer);
        });
        using var active = Collect<long>(app, "active_connections");

        await app.Client.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(name, (await FirstAsync(active)).Tags["sisk.sse.stream"]);

        static async Task Answer(HttpContext context)
        {
            await using var source = context.Request.GetEventSource();
            source.Send("x");
        }
    }

    [Fact]
    public async Task Broadcasts_and_deliveries_are_counted_by_stream_and_event()
    {
        await using var app = await TestApp.StartAsync();
        using var broadcasts = Collect<long>(app, "broadcasts");
        using var broadcastDurations = Collect<double>(app, "broadcast.duration");
        using var delivered = Collect<long>(app, "delivered");
        using var lags = Collect<double>(app, "delivery.lag");
        await using var one = await app.OpenAsync("/counted/a");
        await using var other = await app.OpenAsync("/counted/b");

        await app.Get<CountedEventsBroadcaster>().BroadcastCountedToAllAsync(new("x"), TestContext.Current.CancellationToken);
        await Signal.WithinAsync(one.NextDataAsync());
        await Signal.WithinAsync(other.NextDataAsync());
        await Signal.WithinAsync(delivered.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));

        Assert.Equal((1, Stream), (broadcasts.LastMeasurement!.Value, broadcasts.LastMeasurement.Tags["sisk.sse.stream"]));
        Assert.Equal("watched", broadcasts.LastMeasurement.Tags["sisk.sse.event"]);
        Assert.Single(broadcastDurations.GetMeasurementSnapshot());
        Assert.Equal(
            (2, Stream), (delivered.GetMeasurementSnapshot().EvaluateAsCounter(), delivered.LastMeasurement!.Tags["sisk.sse.stream"]));
        Assert.Equal("watched", delivered.LastMeasurement.Tags["sisk.sse.event"]);
        Assert.Equal(Stream, lags.LastMeasurement!.Tags["sisk.sse.stream"]);
    }

    [Theory]
    [InlineData(Overflow.DropOldest, "drop_oldest")]
    [InlineData(Overflow.DropNewest, "drop_newest")]
    [InlineData(Overflow.Coalesce, "coalesce")]
    public async Task Events_that_a_source_sends_to_a_full_queue_are_counted(Overflow policy, string name)
    {
        var hasSent = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            app => app.MapGet("/counted/imperative", Answer),
            options => (options.Overflow, options.MaxQueuedEvents) = (policy, 1));
        using var dropped = Collect<long>(app, "dropped");
        using var client = await RawClient.GetAsync(app.RawAddress, "/counted/imperative", receiveBuffer: 4096);

        await Signal.WithinAsync(hasSent.Task);

        Assert.InRange(dropped.GetMeasurementSnapshot().EvaluateAsCounter(), 1, 999);
        var tags = dropped.LastMeasurement!.Tags;
        Assert.Equal(("counted/imperative", "large", name), (tags["sisk.sse.stream"], tags["sisk.sse.event"], tags["sisk.sse.policy"]));

        async Task Answer(HttpContext context)
        {
            await using var source = context.Request.GetEventSource();
            var large = new string('x', 100_000);
            for (var i = 0; i < 1000; i++)
            {
                source.Send(large, "large");
            }

            hasSent.SetResult();
        }
    }

    [Theory]
    [InlineData("connections")]
    [InlineData("prefix")]
    [InlineData("address")]
    public async Task Refused_client_is_counted_by_the_limit(string limit)
    {
        await using var app = await TestApp.StartAsync(options: options =>
        {
            options.MaxConnections = limit == "connections" ? 1 : null;
            options.MaxConnectionsPerAddress = limit == "address" ? 1 : null;
            if (limit == "prefix")
            {
                options.MaxConnectionsByPrefix["counted/*"] = 1;
            }
        });
        using var rejected = Collect<long>(app, "rejected_connections");
        await using var first = await app.OpenAsync("/counted/a");
        await using var second = await app.OpenAsync("/counted/a");
        await second.RestAsync();

        var refusal = Assert.Single(rejected.GetMeasurementSnapshot());
        Assert.Equal((Stream, limit), (refusal.Tags["sisk.sse.stream"], refusal.Tags["sisk.sse.limit"]));
    }

    [Fact]
    public async Task Returning_clients_are_counted_by_the_result_of_their_resume()
    {
        await using var app = await TestApp.StartAsync();
        using var resumes = Collect<long>(app, "resumes");
        using var replayed = Collect<long>(app, "replayed");
        var broadcaster = app.Get<CountedEventsBroadcaster>();
        string id;
        await using (var reading = await app.OpenAsync("/counted/a"))
        {
            await broadcaster.BroadcastCountedAsync("a", new("1"), TestContext.Current.CancellationToken);
            await Signal.WithinAsync(reading.NextDataAsync());
            id = reading.LastEventId;
        }

        await using var live = await app.OpenAsync("/counted/a", id);
        await broadcaster.BroadcastCountedAsync("a", new("2"), TestContext.Current.CancellationToken);
        await Signal.WithinAsync(live.NextDataAsync());
        await using var returned = await app.OpenAsync("/counted/a", id);
        await Signal.WithinAsync(returned.NextDataAsync());
        await using var unknown = await app.OpenAsync("/counted/a", "unknown");
        await Signal.WithinAsync(unknown.NextAsync());

        Assert.Equal(["live", "replayed", "reset"], resumes.GetMeasurementSnapshot().Select(static m => (string?)m.Tags["result"]));
        Assert.Equal(1, replayed.GetMeasurementSnapshot().EvaluateAsCounter());
    }

    [Fact]
    public async Task Bytes_and_queues_are_observed_by_stream_and_bytes_of_ended_streams_are_kept()
    {
        await using var app = await TestApp.StartAsync();
        using var io = Collect<long>(app, "io");
        using var queues = Collect<long>(app, "queue.length");
        using var slow = Collect<long>(app, "slow_connections");
        var reading = await app.OpenAsync("/counted/a");
        await app.Get<CountedEventsBroadcaster>()
            .BroadcastCountedAsync("a", new("sixteen letters."), TestContext.Current.CancellationToken);
        await Signal.WithinAsync(reading.NextDataAsync());

        Assert.True(Observe(io) >= "data: {\"text\":\"sixteen letters.\"}\n\n".Length);
        Assert.Equal(0, Observe(queues));
        Assert.Equal(0, Observe(slow));

        var sent = app.Sources.Single().SentContentLength;
        using var durations = Collect<double>(app, "connection.duration");
        await reading.DisposeAsync();
        await Signal.WithinAsync(durations.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
        Assert.True(Observe(io) >= sent);
        Assert.DoesNotContain(queues.GetMeasurementSnapshot(clear: true), static m => m.Value > 0);
    }

    private static long Observe(MetricCollector<long> collector)
    {
        collector.RecordObservableInstruments();
        return collector.LastMeasurement is { } last && Equals(last.Tags["sisk.sse.stream"], Stream) ? last.Value : -1;
    }

    private static MetricCollector<T> Collect<T>(TestApp app, string name)
        where T : struct => new(app.Application.Services.GetRequiredService<IMeterFactory>(), "Sisk.Sse", "sisk.sse.server." + name);

    private static async Task<CollectedMeasurement<T>> FirstAsync<T>(MetricCollector<T> collector)
        where T : struct
    {
        await Signal.WithinAsync(collector.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
        return collector.GetMeasurementSnapshot()[0];
    }
}
