using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>Redis is there, and cannot do what is needed.</summary>
internal sealed class RedisTooOldException(string message) : RedisException(message);
