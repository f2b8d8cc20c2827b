using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>The exception that is thrown when a Redis server is too old.</summary>
internal sealed class RedisTooOldException(string message) : RedisException(message);
