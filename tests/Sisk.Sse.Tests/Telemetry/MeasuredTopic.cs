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

/// <summary>A topic, the metrics of its drops and lags, and connections with room for two events.</summary>
internal sealed class MeasuredTopic : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;
    private readonly StreamTopic _topic;

    internal MeasuredTopic()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        Dropped = new MetricCollector<long>(factory, StreamMetrics.MeterName, StreamMetrics.DroppedName);
        Lags = new MetricCollector<double>(factory, StreamMetrics.MeterName, StreamMetrics.LagName);
        _clock = new DeliveryClock(Time, _batches);
        var counts = new DeliveryCounts(new StreamMetrics(factory, new ListenerGuard(NullLogger<ListenerGuard>.Instance)), "test", Time);
        _topic = new StreamTopic(
            new("test", new HistoryOptions()) { Telemetry = new TopicTelemetry("test", counts) },
            new(Time, _batches) { Paces = false });
    }

    internal TestClock Time { get; } = new();

    internal MetricCollector<long> Dropped { get; }

    internal MetricCollector<double> Lags { get; }

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
        Dropped.Dispose();
        Lags.Dispose();
        _services.Dispose();
    }

    /// <summary>Connects a client to the key "a".</summary>
    internal void Join(FakeFrameWriter writer, Overflow policy)
    {
        var settings = new ConnectionSettings(2, 1024, policy, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(writer, settings, _clock, heldUntilStart: false);
        connection.Start();
        _topic.Subscribe(connection, "a", lastEventId: null, _topic.GetPosition());
    }

    internal Task PublishAsync(string key, string? name, string text) =>
        _topic.PublishAsync(new EventRecord(key, name, System.Text.Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken).AsTask();

    /// <summary>Completes when the lag of an event has been measured.</summary>
    internal Task FirstLagAsync() => Signal.WithinAsync(Lags.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));
}
