using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Redis.Peers;
using Sisk.Sse.Redis.Settings;
using Sisk.Sse.Redis.Client;
using Sisk.Sse.Redis.Log;
using StackExchange.Redis;

namespace Sisk.Sse;

/// <summary>Event streams over many servers.</summary>
public static class RedisEventStreamsExtensions
{
    /// <summary>Keeps the log of each push stream in Redis, so that every server of the application delivers the same events.</summary>
    /// <param name="builder">What <c>AddEventStreams()</c> returned.</param>
    /// <param name="configuration">Where Redis is, as StackExchange.Redis writes it: <c>host:6379,password=…,ssl=true</c>.</param>
    /// <exception cref="ArgumentException">The configuration cannot be read.</exception>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, string configuration) =>
        builder.AddRedis(ConfigurationOptions.Parse(configuration));

    /// <inheritdoc cref="AddRedis(EventStreamsBuilder, string)"/>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, ConfigurationOptions configuration) =>
        builder.AddRedis(options => options.Configuration = configuration);

    /// <summary>Keeps the log of each push stream in Redis, over a connection that the application has already, and keeps.</summary>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, IConnectionMultiplexer connection) =>
        builder.AddRedis(options => options.Connection = connection);

    /// <summary>Keeps the log of each push stream in Redis, set up as you say.</summary>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, Action<RedisEventStreamOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptions<RedisEventStreamOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisEventStreamOptions>, RedisEventStreamOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton<ConnectionSettings>();
        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<RedisKeys>();
        services.TryAddSingleton<RedisMetrics>();
        services.TryAddSingleton(static provider => new LogServices(
            provider.GetRequiredService<RedisConnection>(),
            provider.GetRequiredService<RedisKeys>(),
            provider.GetRequiredService<RedisMetrics>(),
            provider.GetRequiredService<IOptions<RedisEventStreamOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            new LogMessages(provider.GetRequiredService<ILoggerFactory>().CreateLogger<RedisEventLog>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        services.TryAddSingleton<ConnectionCounter>();
        services.AddHostedService<RedisPeers>();
        services.Replace(ServiceDescriptor.Singleton<IEventLog, RedisEventLog>());
        return builder;
    }
}
