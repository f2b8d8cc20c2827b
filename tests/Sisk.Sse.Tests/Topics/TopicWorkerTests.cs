using System.Text;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Topics;

public sealed class TopicWorkerTests
{
    private const int EventSize = 64 * 1024;

    [Fact]
    public async Task Broadcast_larger_than_one_batch_reaches_every_client()
    {
        using var clock = new DeliveryClock(TimeProvider.System, new SendBatches());
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(TimeProvider.System, new SendBatches()));
        var clients = Enumerable.Range(0, (TopicWorker.MaxBytesPerRun / EventSize) + 2).Select(_ => Join(topic, clock)).ToArray();

        foreach (var name in new[] { "first", "second" })
        {
            var data = Encoding.UTF8.GetBytes(name.PadRight(EventSize, '.'));
            await topic.PublishAsync(new EventRecord("", null, data), TestContext.Current.CancellationToken);
        }

        foreach (var client in clients)
        {
            await client.WrittenAsync("data: second");
            Assert.Contains("data: first", client.Written, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Waiting_broadcast_keeps_its_data_when_the_buffer_is_reused()
    {
        using var clock = new DeliveryClock(TimeProvider.System, new SendBatches());
        using var goOn = new ManualResetEventSlim();
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(TimeProvider.System, new SendBatches()));
        var client = Join(topic, clock);
        await client.WrittenAsync(":");
        var isWriting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.OnFlush = () =>
        {
            isWriting.TrySetResult();
            goOn.Wait();
        };
        var memory = new byte[8];
        List<Task> broadcasts = [Broadcast("first")];
        await Signal.WithinAsync(isWriting.Task);

        broadcasts.AddRange(Enumerable.Range(0, DeliveryRounds.MaxUnwritten).Select(_ => Broadcast("fills")));
        broadcasts.Add(Broadcast("waits"));
        memory.AsSpan().Fill((byte)'x');
        Assert.DoesNotContain("waits", client.Written, StringComparison.Ordinal);
        goOn.Set();

        await client.WrittenAsync("data: waits");
        await Signal.WithinAsync(Task.WhenAll(broadcasts));

        Task Broadcast(string text) => topic.PublishAsync(
            new EventRecord("", null, memory.AsMemory(0, Encoding.UTF8.GetBytes(text, memory))), CancellationToken.None).AsTask();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Blocking_close_handler_does_not_delay_other_connections(bool overflows)
    {
        using var clock = new DeliveryClock(TimeProvider.System, new SendBatches());
        using var owner = new SlowOwner();
        var topic = new StreamTopic(new("test", new HistoryOptions()), new(TimeProvider.System, new SendBatches()));
        var ending = Join(topic, clock, owner);
        var other = Join(topic, clock);
        await ending.WrittenAsync(":");
        ending.Room = overflows ? new TaskCompletionSource<bool>().Task : Task.FromResult(false);

        // The first event is written, the second waits, and the third overflows the queue of a client that does not read.
        foreach (var name in new[] { "first", "second", "third" })
        {
            var data = Encoding.UTF8.GetBytes(name.PadRight(9 * EventSize, '.'));
            await topic.PublishAsync(new EventRecord("", null, data), TestContext.Current.CancellationToken);
            await other.WrittenAsync($"data: {name}");
        }

        await Signal.WithinAsync(owner.IsTold);
        await topic.PublishAsync(new EventRecord("", null, "later"u8.ToArray()), TestContext.Current.CancellationToken);
        await other.WrittenAsync("data: later");
    }

    private static FakeFrameWriter Join(StreamTopic topic, DeliveryClock clock, IConnectionOwner? owner = null)
    {
        var writer = new FakeFrameWriter();
        var settings = new ConnectionSettings(16, 16 * EventSize, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(writer, settings, clock, heldUntilStart: false);
        if (owner is not null)
        {
            connection.Open(owner, CancellationToken.None);
        }

        topic.Subscribe(connection, "", lastEventId: null, default);
        connection.Start([]);
        return writer;
    }
}
