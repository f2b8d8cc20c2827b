using System.Text;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Delivery;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Delivery;

public sealed class TopicWorkerTests
{
    private const int EventSize = 64 * 1024;

    [Fact]
    public async Task A_round_that_is_more_than_the_worker_writes_at_once_reaches_everybody()
    {
        using var clock = new DeliveryClock(TimeProvider.System);
        var topic = new StreamTopic("test", new HistoryOptions(), TimeProvider.System);
        new MemoryEventLog().Attach(topic);
        var clients = Enumerable.Range(0, (TopicWorker.MaxBytesAtOnce / EventSize) + 2).Select(_ => Join(topic, clock)).ToArray();

        foreach (var name in new[] { "first", "second" })
        {
            var data = Encoding.UTF8.GetBytes(name.PadRight(EventSize, '.'));
            await topic.AcceptAsync(new EventRecord("", null, data), place: null, TestContext.Current.CancellationToken);
        }

        foreach (var client in clients)
        {
            await client.WrittenAsync("data: second");
            Assert.Contains("data: first", client.Written, StringComparison.Ordinal);
        }
    }

    private static FakeFrameWriter Join(StreamTopic topic, DeliveryClock clock)
    {
        var writer = new FakeFrameWriter();
        var settings = new ConnectionSettings(16, 16 * EventSize, Overflow.Disconnect, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(writer, settings, clock, corked: false);
        topic.Join(connection, "", lastEventId: null, default);
        connection.Start([]);
        return writer;
    }
}
