using Sisk.Sse.Redis.Hosting;

namespace Sisk.Sse.Redis.Log;

/// <summary>The services that the logs of an application share.</summary>
/// <param name="Connection">The connection to Redis.</param>
/// <param name="Names">The names of keys and channels.</param>
/// <param name="Metrics">The figures.</param>
/// <param name="Options">The options, which have been validated.</param>
/// <param name="Time">The time.</param>
/// <param name="Log">The log messages.</param>
/// <param name="Stopping">Cancelled when the server begins to stop.</param>
internal sealed record LogServices(
    RedisConnection Connection,
    RedisNames Names,
    RedisMetrics Metrics,
    RedisOptions Options,
    TimeProvider Time,
    RedisLog Log,
    CancellationToken Stopping);
