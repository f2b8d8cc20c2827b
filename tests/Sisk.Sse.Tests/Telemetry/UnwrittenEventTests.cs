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

/// <summary>The metrics of events that a stream's worker does not write: nobody is connected, or no client reads.</summary>
public sealed class UnwrittenEventTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricCollector<long> _dropped;
    private readonly MetricCollector<double> _lags;
    private readonly TestClock _time = new();
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;
    private readonly StreamTopic _topic;
    private readonly FakeFrameWriter _writer = new();

    public UnwrittenEventTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _dropped = new MetricCollector<long>(factory, StreamMetrics.MeterName, "sisk.sse.server.dropped");
        _lags = new MetricCollector<double>(factory, StreamMetrics.MeterName, StreamMetrics.LagName);
        _clock = new DeliveryClock(_time, _batches);
        var counts = new DeliveryCounts(new StreamMetrics(factory, new ListenerGuard(NullLogger<ListenerGuard>.Instance)), "test", _time);
        _topic = new StreamTopic("test", new HistoryOptions(), _time, _batches, paces: false, telemetry: new TopicTelemetry("test", counts));
        var settings = new ConnectionSettings(2, 1024, Overflow.DropNewest, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(_writer, settings, _clock, heldUntilStart: false);
        connection.Start();
        _topic.Subscribe(connection, "a", lastEventId: null, _topic.GetPosition());
    }

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
        _dropped.Dispose();
        _lags.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Lag_does_not_count_the_time_since_an_event_that_reached_nobody()
    {
        await PublishAsync("nobody", "unheard");
        _time.Advance(TimeSpan.FromMinutes(10));

        await PublishAsync("a", "heard");
        await Signal.WithinAsync(_lags.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));

        Assert.Equal(0, Assert.Single(_lags.GetMeasurementSnapshot()).Value);
    }

    [Fact]
    public async Task Dropped_events_are_reported_while_their_only_client_does_not_read()
    {
        var blocked = new TaskCompletionSource<bool>();
        _writer.Room = blocked.Task;
        await PublishAsync("a", "being written");
        await _writer.WrittenAsync("being written");
        await Signal.WithinAsync(_lags.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));

        for (var i = 0; i < 10; i++)
        {
            await PublishAsync("a", $"{i}");
        }

        Assert.Equal(8, _dropped.GetMeasurementSnapshot().Sum(static measurement => measurement.Value));
        Assert.Single(_lags.GetMeasurementSnapshot());
        blocked.SetResult(true);
    }

    private Task PublishAsync(string key, string text) =>
        _topic.PublishAsync(new EventRecord(key, null, System.Text.Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken).AsTask();
}
