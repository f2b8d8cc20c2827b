using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sisk.Sse.Log;

namespace Sisk.Sse.Redis.Log;

/// <summary>An event log that several servers share: one Redis stream for each push stream.</summary>
internal sealed class RedisEventLog(LogServices services, IOptions<EventStreamOptions> streams) : IEventLog, IAsyncDisposable
{
    private readonly ConcurrentDictionary<IEventLogConsumer, SharedLog> _logs = new();

    public void Attach(IEventLogConsumer consumer) => _logs[consumer] = new SharedLog(consumer.Name, new StreamSink(consumer, streams.Value), services);

    public ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken) =>
        _logs[consumer].Appender.AppendAsync(record, cancellationToken);

    public ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken) =>
        _logs[consumer].Follower.CatchUpAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Values)
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }
    }
}
