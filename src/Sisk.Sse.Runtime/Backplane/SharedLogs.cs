using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>The logs of all push streams, which several servers share.</summary>
internal sealed class SharedLogs(LogServices services, IOptions<EventStreamOptions> streams) : ITopicLog, IAsyncDisposable
{
    private readonly ConcurrentDictionary<IEventLogConsumer, SharedLog> _logs = new();

    public void Attach(IEventLogConsumer consumer) =>
        _logs[consumer] = new SharedLog(consumer.Name, new StreamSink(consumer, streams.Value, services.Log), services);

    public ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken) =>
        _logs[consumer].Appender.AppendAsync(record, cancellationToken);

    public ValueTask<(string Epoch, long Sequence)> AppendAsync(
        IEventLogConsumer consumer, IReadOnlyList<EventRecord> records, string? onceId, CancellationToken cancellationToken) =>
        _logs[consumer].Appender.AppendAsync(records, onceId, cancellationToken);

    public ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken) =>
        _logs[consumer].Follower.CatchUpAsync(cancellationToken);

    /// <summary>
    /// Gets the worst state of the streams' logs. Each is opened when its stream is first used. Until one of them has been read, the log of
    /// the servers tells whether the database can be reached, so that a new server gets no clients that it would send away.
    /// </summary>
    public (EventLogState State, string? Reason) GetState()
    {
        var logs = _logs.Values;
        return SharedLog.GetState(
            services.ServerLog is { } servers && !logs.Any(static log => log.Follower.Seen.Epoch.Length > 0) ? [servers, .. logs] : logs);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Values)
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }
    }
}
