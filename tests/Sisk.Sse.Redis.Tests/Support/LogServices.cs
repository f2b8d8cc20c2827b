using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>The services of servers that are not started: enough to use the log by itself.</summary>
internal static class LogServices
{
    /// <summary>Builds the services of one more server, with connections of its own.</summary>
    internal static ServiceProvider Build(string configuration, string application)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams().AddRedis(options =>
            (options.Configuration, options.ApplicationName) = (ConfigurationOptions.Parse(configuration), application));
        return builder.Services.BuildServiceProvider();
    }
}
