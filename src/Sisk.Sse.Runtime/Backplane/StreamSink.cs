using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Backplane;

/// <summary>Passes the events of a log to a stream on this server.</summary>
internal sealed class StreamSink(IEventLogConsumer stream, EventStreamOptions options, LogMessages messages) : ILogSink
{
    private readonly RetentionFloor _floor = new();

    public string? Stream => stream.Template;

    public string? Shape => stream.Shape;

    public long CompleteAfter => stream.CompleteAfter;

    public TimeSpan MaxAge => stream.MaxAge;

    public int MinEvents => _floor.Count;

    public bool WantsHistory => true;

    public string ResetConsequence => "Its clients get a reset.";

    public void Restart(EpochHistory epochs, long position)
    {
        stream.IsReady = false;
        foreach (var connection in stream.Restart(epochs, position))
        {
            // The client returns with an id that is no longer known, and gets a reset.
            connection.Close(CloseReason.EventsLost, FrameEncoder.Retry(options.NextRetry()));
        }
    }

    public void Continue(EpochHistory epochs) => stream.Continue(epochs);

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken)
    {
        var fit = true;
        foreach (var record in records)
        {
            _floor.Add(record.Data.Length);
            fit &= Fits(record);
        }

        return stream.AcceptAsync(fit ? records : [.. records.Select(Localize)], first, cancellationToken);
    }

    public void OnAppended(string epoch, long sequence, long bytes) => stream.OnAppended(epoch, sequence);

    public void OnCaughtUp() => stream.IsReady = true;

    /// <summary>Returns true if the key of an event means the same here. Events for all connections always do.</summary>
    private bool Fits(EventRecord record) =>
        record.Shape is null || record.Key.Length == 0 || KeyShape.AreAlike(record.Shape, stream.Shape);

    private EventRecord Localize(EventRecord record)
    {
        if (Fits(record))
        {
            return record;
        }

        messages.OtherKeys(stream.Name, record.Shape!);
        return record.ForNobody();
    }
}
