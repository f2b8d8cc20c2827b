using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;

namespace Sisk.Sse.Redis.Log;

/// <summary>The log that many servers share: one Redis Stream for each push stream.</summary>
internal sealed class RedisEventLog(LogServices services, IOptions<EventStreamOptions> streams) : IEventLog, IAsyncDisposable
{
    private readonly ConcurrentDictionary<StreamTopic, SharedLog> _logs = new();

    public void Attach(StreamTopic topic) => _logs[topic] = new SharedLog(topic.Name, new TopicSink(topic, streams.Value), services);

    public ValueTask AppendAsync(StreamTopic topic, EventRecord record, CancellationToken cancellationToken) =>
        _logs[topic].Appender.AppendAsync(record, cancellationToken);

    public ValueTask<bool> CatchUpAsync(StreamTopic topic, CancellationToken cancellationToken) =>
        _logs[topic].Follower.CatchUpAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Values)
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }
    }
}
