using System.Text;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Events are encoded outside the topic's lock, with the same result as under it.</summary>
public sealed class ConcurrentPublishTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly SendBatches _batches = new();
    private readonly DeliveryClock _clock;

    public ConcurrentPublishTests() => _clock = new DeliveryClock(_time, _batches);

    [Fact]
    public async Task Event_ids_are_in_order_when_several_threads_publish()
    {
        // The sequence grows from one digit to three, so some events are encoded with an id of the wrong length.
        var topic = Open();
        const int Threads = 4, Events = 12_000;
        var threads = Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < Events / Threads; i++)
            {
                await topic.PublishAsync(Record("a", $"{thread}:{i}"), TestContext.Current.CancellationToken);
            }
        })).ToArray();
        await Signal.WithinAsync(Task.WhenAll(threads));

        var frames = Missed(topic, "a", Id(topic, Events - 8000));
        Assert.Equal(8000, frames.Count);
        var last = new int[Threads];
        for (var i = 0; i < frames.Count; i++)
        {
            var text = Encoding.UTF8.GetString(frames[i].Bytes);
            var data = text[(text.IndexOf("data: ", StringComparison.Ordinal) + 6)..^2].Split(':');
            Assert.Equal($"id: {Id(topic, Events - 8000 + i + 1)}\nevent: news\ndata: {data[0]}:{data[1]}\n\n", text);
            Assert.Equal($"{frames[i].Length:x}\r\n{text}\r\n", Encoding.UTF8.GetString(frames[i].Chunk));
            var (thread, count) = (int.Parse(data[0], null), int.Parse(data[1], null));
            Assert.True(count > last[thread] || count == 0);
            last[thread] = count;
        }
    }

    [Fact]
    public async Task Replay_has_no_gap_while_the_history_is_trimmed()
    {
        var topic = Open(new HistoryOptions { MaxEvents = 500 });
        using var stop = new CancellationTokenSource();
        var isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var broadcasting = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await topic.PublishAsync(Record(i % 2 == 0 ? "a" : "b", "x"), TestContext.Current.CancellationToken);
                if (i == 500)
                {
                    isFull.SetResult();
                }
            }
        }, TestContext.Current.CancellationToken);
        await Signal.WithinAsync(isFull.Task);

        var replays = 0;
        for (var i = 0; i < 3000; i++)
        {
            var from = topic.GetPosition().Sequence!.Value;
            var before = Math.Max(0, from - 100);
            var frames = Missed(topic, "a", Id(topic, before), out var resume);
            var sequences = frames.ConvertAll(static frame => SequenceOf(frame));
            Assert.Equal(sequences.Order(), sequences);
            if (resume is ResumeResult.Resumed && sequences.Count > 0)
            {
                replays++;

                // Every second event belongs to the key, so a gap would be visible.
                Assert.InRange(sequences[0], before + 1, before + 2);
                Assert.Equal(sequences.Count - 1, (sequences[^1] - sequences[0]) / 2);
                Assert.True(sequences[^1] >= from - 1);
            }
        }

        await stop.CancelAsync();
        await Signal.WithinAsync(broadcasting);
        Assert.NotEqual(0, replays);
    }

    public void Dispose()
    {
        _clock.Dispose();
        _batches.Dispose();
    }

    private static long SequenceOf(Frame frame)
    {
        var text = Encoding.UTF8.GetString(frame.Bytes);
        Assert.True(StreamEventId.TryParse(text["id: ".Length..text.IndexOf('\n', StringComparison.Ordinal)], out _, out var sequence));
        return sequence;
    }

    private static EventRecord Record(string key, string data) => new(key, "news", Encoding.UTF8.GetBytes(data));

    private static string Id(StreamTopic topic, long sequence) => StreamEventId.Format(topic.GetPosition().Epoch, sequence);

    private StreamTopic Open(HistoryOptions? history = null)
    {
        var topic = new StreamTopic(new("test", history ?? new HistoryOptions { MaxEvents = 8000 }), new(_time, _batches));
        return topic;
    }

    private List<Frame> Missed(StreamTopic topic, string key, string lastEventId) => Missed(topic, key, lastEventId, out _);

    private List<Frame> Missed(StreamTopic topic, string key, string lastEventId, out ResumeResult resume)
    {
        var settings = new ConnectionSettings(16, 1024, Overflow.DropOldest, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        var connection = new Connection(new FakeFrameWriter(), settings, _clock, heldUntilStart: true);
        var subscription = topic.Subscribe(connection, key, lastEventId, topic.GetPosition());
        subscription.Subscriber.Unsubscribe();
        resume = subscription.Resume;
        return subscription.Missed;
    }
}
