using StackExchange.Redis;

namespace Sisk.Sse.Redis.Node;

/// <summary>Shares the streams of a test server through Redis.</summary>
internal static class Backplane
{
    internal static void Add(EventStreamsBuilder builder, string database, string application) => builder.AddRedis(options =>
    {
        options.Configuration = ConfigurationOptions.Parse(database);
        options.ApplicationName = application;
        options.CountConnections = true;
        options.ServerTimeout = TimeSpan.FromSeconds(2);
    });
}
