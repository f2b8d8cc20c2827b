using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>The names and policies by which dropped broadcast events are counted.</summary>
public sealed class DroppedEventTests : IDisposable
{
    private readonly MeasuredTopic _topic = new();
    private readonly List<FakeFrameWriter> _writers = [];
    private readonly TaskCompletionSource<bool> _room = new();

    public void Dispose()
    {
        _room.SetResult(true);
        _topic.Dispose();
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

        var dropped = Assert.Single(_topic.Dropped.GetMeasurementSnapshot());
        Assert.Equal((1, name), (dropped.Value, dropped.Tags["sisk.sse.event"]));
    }

    private void Join(Overflow policy)
    {
        var writer = new FakeFrameWriter();
        _writers.Add(writer);
        _topic.Join(writer, policy);
    }

    /// <summary>Broadcasts an event whose writes wait for the clients.</summary>
    private async Task BlockAsync()
    {
        _writers.ForEach(writer => writer.Room = _room.Task);
        await PublishAsync("being written");
        await _topic.FirstLagAsync();
    }

    private long Sum(string policy) => _topic.Dropped.GetMeasurementSnapshot()
        .Where(measurement => (string?)measurement.Tags["sisk.sse.policy"] == policy)
        .Sum(static measurement => measurement.Value);

    private Task PublishAsync(string name) => _topic.PublishAsync("a", name, "{}");
}
