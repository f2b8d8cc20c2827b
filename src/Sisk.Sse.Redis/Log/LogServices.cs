using Microsoft.Extensions.Logging;
using Sisk.Sse.Redis.Hosting;

namespace Sisk.Sse.Redis.Log;

/// <summary>What the logs of an application share.</summary>
internal sealed record LogServices(
    RedisConnection Connection, RedisNames Names, RedisMetrics Metrics, RedisOptions Options, TimeProvider Time, ILogger Logger);
