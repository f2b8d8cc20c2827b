using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>Sorts the exceptions of StackExchange.Redis, which have no common base class.</summary>
internal static class RedisErrors
{
    internal static bool IsOfRedis(Exception exception) =>
        exception is RedisException or TimeoutException or RedisCommandException or ObjectDisposedException;

    /// <summary>Whether Redis may have run a command that failed: not where it was never sent, nor where Redis said no before it began.</summary>
    internal static bool IsUncertain(Exception exception) => exception switch
    {
        RedisConnectionException lost => lost.FailureType is not ConnectionFailureType.UnableToResolvePhysicalConnection,
        RedisServerException or RedisTooOldException or RedisCommandException => false,
        _ => true,
    };
}
