using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The metrics of a stream whose rounds are shared by several threads.</summary>
public sealed class SharedRoundMetricTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricCollector<long> _delivered;
    private readonly MetricCollector<double> _lags;
    private readonly ObservedAudience _audience;

    public SharedRoundMetricTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _delivered = new MetricCollector<long>(factory, StreamMetrics.MeterName, StreamMetrics.DeliveredName);
        _lags = new MetricCollector<double>(factory, StreamMetrics.MeterName, StreamMetrics.LagName);
        var counts = new DeliveryCounts(
            new StreamMetrics(factory, new ListenerGuard(NullLogger<ListenerGuard>.Instance)), "test", TimeProvider.System);
        _audience = new ObservedAudience(new TopicTelemetry("test", counts));
    }

    public void Dispose()
    {
        _audience.Dispose();
        _delivered.Dispose();
        _lags.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Round_is_reported_once_and_not_before_its_last_connection_is_written()
    {
        using var blocked = new BlockedFlush(_audience.Writers[0]);
        await _audience.PublishAsync();
        await Task.WhenAll(_audience.Writers.Skip(16).Select(static writer => writer.WrittenAsync(1)));
        Assert.Empty(_delivered.GetMeasurementSnapshot());

        blocked.Release();
        await Signal.WithinAsync(_delivered.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken));

        Assert.Equal(_audience.Writers.Length, Assert.Single(_delivered.GetMeasurementSnapshot()).Value);
        Assert.Single(_lags.GetMeasurementSnapshot());
    }

    [Fact]
    public async Task Deliveries_of_many_rounds_are_all_counted()
    {
        const int Events = 500;
        for (var i = 0; i < Events; i++)
        {
            await _audience.PublishAsync();
        }

        await _audience.WrittenAsync(Events);
        while (Sum() < Events * _audience.Writers.Length)
        {
            await Signal.WithinAsync(_delivered.WaitForMeasurementsAsync(
                _delivered.GetMeasurementSnapshot().Count + 1, TestContext.Current.CancellationToken));
        }

        Assert.Equal(Events * _audience.Writers.Length, Sum());
    }

    private long Sum() => _delivered.GetMeasurementSnapshot().Sum(static measurement => measurement.Value);
}
