using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>Classifies the exceptions of StackExchange.Redis, which share no base class.</summary>
internal static class RedisErrors
{
    internal static bool IsRedisError(Exception exception) =>
        exception is RedisException or TimeoutException or RedisCommandException or ObjectDisposedException;

    /// <summary>Returns true if Redis may have run the command: it was sent, and Redis did not reject it.</summary>
    internal static bool IsUncertain(Exception exception) => exception switch
    {
        RedisConnectionException lost => lost.FailureType is not ConnectionFailureType.UnableToResolvePhysicalConnection,
        RedisServerException or RedisTooOldException or RedisCommandException => false,
        _ => true,
    };
}
