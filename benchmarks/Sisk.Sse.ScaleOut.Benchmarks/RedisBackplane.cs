using StackExchange.Redis;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>Sisk.Sse on Redis Streams.</summary>
internal sealed class RedisBackplane(RedisProcess redis) : EventStreamBackplane(redis)
{
    internal override string Name => "Sisk.Sse.Redis";

    protected override void AddLog(EventStreamsBuilder streams, string application) =>
        streams.AddRedis(
            options => (options.Configuration, options.ApplicationName) = (ConfigurationOptions.Parse(Database.Address), application));
}
