using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The metrics of events that a stream's worker does not write: nobody is connected, or no client reads.</summary>
public sealed class UnwrittenEventTests : IDisposable
{
    private readonly MeasuredTopic _topic = new();
    private readonly FakeFrameWriter _writer = new();

    public UnwrittenEventTests() => _topic.Join(_writer, Overflow.DropNewest);

    public void Dispose() => _topic.Dispose();

    [Fact]
    public async Task Lag_does_not_count_the_time_since_an_event_that_reached_nobody()
    {
        await PublishAsync("nobody", "unheard");
        _topic.Time.Advance(TimeSpan.FromMinutes(10));

        await PublishAsync("a", "heard");
        await _topic.FirstLagAsync();

        Assert.Equal(0, Assert.Single(_topic.Lags.GetMeasurementSnapshot()).Value);
    }

    [Fact]
    public async Task Dropped_events_are_reported_while_their_only_client_does_not_read()
    {
        var blocked = new TaskCompletionSource<bool>();
        _writer.Room = blocked.Task;
        await PublishAsync("a", "being written");
        await _writer.WrittenAsync("being written");
        await _topic.FirstLagAsync();

        for (var i = 0; i < 10; i++)
        {
            await PublishAsync("a", $"{i}");
        }

        Assert.Equal(8, _topic.Dropped.GetMeasurementSnapshot().Sum(static measurement => measurement.Value));
        Assert.Single(_topic.Lags.GetMeasurementSnapshot());
        blocked.SetResult(true);
    }

    private Task PublishAsync(string key, string text) => _topic.PublishAsync(key, name: null, text);
}
