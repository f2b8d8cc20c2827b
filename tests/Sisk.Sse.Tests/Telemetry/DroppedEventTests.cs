using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The names and policies by which dropped broadcast events are counted.</summary>
public sealed class DroppedEventTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricCollector<long> _dropped;
    private readonly MetricCollector<double> _lags;
    private readonly TestClock _time = new();
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;
    private readonly StreamTopic _topic;
    private readonly TaskCompletionSource<bool> _room = new();

    public DroppedEventTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _dropped = new MetricCollector<long>(factory, StreamMetrics.MeterName, StreamMetrics.DroppedName);
        _lags = new MetricCollector<double>(factory, StreamMetrics.MeterName, StreamMetrics.LagName);
        _clock = new DeliveryClock(_time, _batches);
        var counts = new DeliveryCounts(new StreamMetrics(factory, new ListenerGuard(NullLogger<ListenerGuard>.Instance)), "test", _time);
        _topic = new StreamTopic("test", new HistoryOptions(), _time, _batches, paces: false, telemetry: new TopicTelemetry("test", counts));
    }

    public void Dispose()
    {
        _room.SetResult(true);
        _clock.Dispose();
        _batches.Dispose();
        _dropped.Dispose();
        _lags.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Dropped_event_is_counted_by_the_policy_of_the_connection_that_has_dropped_it()
    {
        Join(Overflow.DropOldest);
        Join(Overflow.DropNewest);
        Join(Overflow.Coalesce);
        await BlockAsync();

        for (var i = 0; i < 5; i++)
        {
            await PublishAsync("a");
        }

        Assert.Equal(3, Sum("drop_oldest"));
        Assert.Equal(3, Sum("drop_newest"));
        Assert.Equal(4, Sum("coalesce"));
    }

    [Theory]
    [InlineData(Overflow.DropOldest, "old")]
    [InlineData(Overflow.DropNewest, "new")]
    [InlineData(Overflow.Coalesce, "old")]
    public async Task Dropped_event_is_counted_by_its_own_name(Overflow policy, string name)
    {
        Join(policy);
        await BlockAsync();
        await PublishAsync("old");
        await PublishAsync("kept");

        await PublishAsync("new");

        var dropped = Assert.Single(_dropped.GetMeasurementSnapshot());
        Assert.Equal((1, name), (dropped.Value, dropped.Tags["sisk.sse.event"]));
    }

    private void Join(Overflow policy)
    {
        var settings = new ConnectionSettings(2, 1024, policy, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(new FakeFrameWriter { Room = _room.Task }, settings, _clock, heldUntilStart: false);
        _topic.Subscribe(connection, "a", lastEventId: null, _topic.GetPosition());
    }

    /// <summary>Broadcasts an event whose writes wait for the clients.</summary>
    private async Task BlockAsync()
    {
        await PublishAsync("being written");
        await Signal.WithinAsync(_lags.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
    }

    private long Sum(string policy) => _dropped.GetMeasurementSnapshot()
        .Where(measurement => (string?)measurement.Tags["sisk.sse.policy"] == policy)
        .Sum(static measurement => measurement.Value);

    private Task PublishAsync(string name) =>
        _topic.PublishAsync(new EventRecord("a", name, "{}"u8.ToArray()), TestContext.Current.CancellationToken).AsTask();
}
