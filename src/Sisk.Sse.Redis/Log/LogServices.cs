using Sisk.Sse.Redis.Client;

namespace Sisk.Sse.Redis.Log;

/// <summary>The services that the logs of an application share.</summary>
/// <param name="Connection">The connection to Redis.</param>
/// <param name="Keys">The names of keys and channels.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Options">The options, which have been validated.</param>
/// <param name="Time">The time provider.</param>
/// <param name="Log">The log messages.</param>
/// <param name="Stopping">Cancelled when the server begins to stop.</param>
internal sealed record LogServices(
    RedisConnection Connection,
    RedisKeys Keys,
    RedisMetrics Metrics,
    RedisEventStreamOptions Options,
    TimeProvider Time,
    LogMessages Log,
    CancellationToken Stopping);
