using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>Stands for a stream on a host that only appends to its log. It says which events the servers still need.</summary>
internal sealed class PublishingSink(IEventLogConsumer stream, TimeProvider time) : ILogSink
{
    private readonly Lock _gate = new();
    private readonly RetentionFloor _floor = new();
    private readonly AppendedHistory _history = new(stream.MaxEvents, stream.MaxBytes, stream.MaxAge, time);

    public string? Stream => stream.Template;

    public string? Shape => stream.Shape;

    public long CompleteAfter => _history.CompleteAfter;

    public TimeSpan MaxAge => stream.MaxAge;

    public int MinEvents => _floor.Count;

    public bool WantsHistory => false;

    public string ResetConsequence => "";

    public void Note(EventRecord record)
    {
        lock (_gate)
        {
            _floor.Add(record.Data.Length);
        }
    }

    public void OnAppended(string epoch, long sequence, long bytes) => _history.Add(epoch, sequence, bytes);

    public void Restart(EpochHistory epochs, long position)
    {
    }

    public void Continue(EpochHistory epochs)
    {
    }

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public void OnCaughtUp()
    {
    }
}
