using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Large events.</summary>
public sealed class LargeEventTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly string _application = "test-" + Guid.NewGuid().ToString("N");

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [InlineData(12, 1_000_000, 8_000_000)] // the whole log takes longer than a read may
    [InlineData(8, 100_000, 400_000)] // and here so does a page of the usual size
    public async Task A_late_server_reads_large_events_over_a_slow_connection(int count, int size, int bytesPerSecond)
    {
        await using var nodes = new Nodes(_redis) { ApplicationName = _application };
        var early = await nodes.StartAsync(streams: options => options.History.MaxBytes = 64_000_000);
        string place;
        await using (var reading = await early.JoinAsync("a"))
        {
            place = reading.LastEventId;
        }

        for (var i = 0; i < count; i++)
        {
            await Nodes.SendAsync(early, "a", $"{i}".PadRight(size));
        }

        await using var proxy = new RedisProxy(_redis) { BytesPerSecond = bytesPerSecond };
        await using var slow = new Nodes($"{proxy.Configuration},asyncTimeout=1000") { ApplicationName = _application };
        var late = await slow.StartAsync(streams: options => options.History.MaxBytes = 64_000_000);
        await using var back = await FirstAsync(late, place);

        Assert.Equal(Enumerable.Range(1, count - 1).Select(i => $"{i}"), (await back.TakeAsync(count - 1)).Select(text => text.TrimEnd()));
    }

    [Fact]
    public async Task An_event_above_MaxEventBytes_fails_in_its_task_with_advice()
    {
        await using var nodes = new Nodes(_redis);
        var app = await nodes.StartAsync(options => options.MaxEventBytes = 1000);
        await using var reading = await app.JoinAsync("a");

        var tooLarge = Nodes.SendAsync(app, "a", new string('x', 1001));
        await Nodes.SendAsync(app, "a", new string('y', 1000));

        var failure = await Assert.ThrowsAsync<ArgumentException>(tooLarge.AsTask);
        Assert.Contains("RedisEventStreamOptions.MaxEventBytes is 1000", failure.Message);
        Assert.Equal("message:" + new string('y', 1000), await reading.EventAsync());
    }

    [Fact]
    public async Task Redis_keeps_only_a_few_large_events()
    {
        await using var nodes = new Nodes(_redis);
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        for (var i = 0; i < 30; i++)
        {
            await Nodes.SendAsync(app, "a", new string('x', 1_000_000));
            await reading.EventAsync();
        }

        using var connection = await nodes.ConnectAsync();
        Assert.InRange(await connection.GetDatabase().StreamLengthAsync($"{nodes.ApplicationName}:{{{Nodes.Stream}}}:events"), 4, 12);
    }

    /// <summary>Reconnects until the server has read the log.</summary>
    private static Task<StreamReading> FirstAsync(TestApp app, string place) => Eventually.BecomesAsync(
        "the first event",
        async () =>
        {
            var reading = await app.OpenAsync("/board/a", place);
            if (await reading.EventAsync() is ['m', ..] and var text && text.TrimEnd() == "message:0")
            {
                return reading;
            }

            await reading.DisposeAsync();
            return null!;
        },
        static reading => reading is not null);
}
