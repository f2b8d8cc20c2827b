using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Redis.Log;

/// <summary>Passes the events of a log to the topic of a stream.</summary>
internal sealed class TopicSink(StreamTopic topic, EventStreamOptions options) : ILogSink
{
    private readonly RetentionFloor _floor = new();

    public long CompleteAfter => topic.CompleteAfter;

    public TimeSpan MaxAge => topic.MaxAge;

    public int MinEvents => _floor.Count;

    public bool WantsHistory => true;

    public string ResetConsequence => "Its clients get a reset.";

    public void Restart(Lineage lineage, long position)
    {
        topic.IsReady = false;
        foreach (var connection in topic.Restart(lineage, position))
        {
            // The client returns with an id that is no longer known, and gets a reset.
            connection.Close(CloseReason.Draining, FrameEncoder.Retry(NextRetry()));
        }
    }

    public void Continue(Lineage lineage) => topic.Continue(lineage);

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPlace first, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            _floor.Add(record.Data.Length);
        }

        return topic.AcceptAsync(records, first, cancellationToken);
    }

    public void OnAppended(string epoch, long sequence) => topic.NoteAppended(epoch, sequence);

    public void OnCaughtUp() => topic.IsReady = true;

    private TimeSpan NextRetry() => options.MinRetry + ((options.MaxRetry - options.MinRetry) * Random.Shared.NextDouble());
}
