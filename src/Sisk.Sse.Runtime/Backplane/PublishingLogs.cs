using System.Collections.Concurrent;
using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>The logs of a host that only appends to them.</summary>
internal sealed class PublishingLogs(LogServices services) : ITopicLog, IAsyncDisposable
{
    private readonly ConcurrentDictionary<IEventLogConsumer, (SharedLog Log, PublishingSink Sink)> _logs = new();

    public bool IsFollowed => false;

    public void Attach(IEventLogConsumer consumer)
    {
        var sink = new PublishingSink(consumer, services.Time);
        _logs[consumer] = (new SharedLog(consumer.Name, sink, services, follows: false), sink);
    }

    public ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken)
    {
        var (log, sink) = _logs[consumer];
        sink.Note(record);
        return log.Appender.AppendAsync(record, cancellationToken);
    }

    public ValueTask<(string Epoch, long Sequence)> AppendAsync(
        IEventLogConsumer consumer, IReadOnlyList<EventRecord> records, string? onceId, CancellationToken cancellationToken)
    {
        var (log, sink) = _logs[consumer];
        foreach (var record in records)
        {
            sink.Note(record);
        }

        return log.Appender.AppendAsync(records, onceId, cancellationToken);
    }

    public ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public (EventLogState State, string? Reason) GetState() => SharedLog.GetState(_logs.Values.Select(static each => each.Log));

    public async ValueTask DisposeAsync()
    {
        foreach (var (log, _) in _logs.Values)
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }
    }
}
