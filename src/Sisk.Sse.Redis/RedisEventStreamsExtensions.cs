using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Client;
using Sisk.Sse.Redis.Configuration;
using Sisk.Sse.Redis.Log;
using StackExchange.Redis;

namespace Sisk.Sse;

/// <summary>Extension methods that share event streams across servers with Redis.</summary>
public static class RedisEventStreamsExtensions
{
    /// <summary>Shares every push stream across the servers of the application, with its log in Redis.</summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="configuration">The configuration of StackExchange.Redis, for example <c>host:6379,password=…,ssl=true</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The configuration is invalid.</exception>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, string configuration) =>
        string.IsNullOrWhiteSpace(configuration)

            // The start fails with advice. An application's setting may be missing.
            ? builder.AddRedis(static _ => { })
            : builder.AddRedis(ConfigurationOptions.Parse(configuration));

    /// <summary>Shares every push stream across the servers of the application, with its log in Redis.</summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="configuration">The configuration of StackExchange.Redis, for a new connection.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, ConfigurationOptions configuration) =>
        builder.AddRedis(options => options.Configuration = configuration);

    /// <summary>
    /// Shares every push stream across the servers of the application over an existing connection, which is not disposed.
    /// </summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="connection">The connection.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, IConnectionMultiplexer connection) =>
        builder.AddRedis(options => options.Connection = connection);

    /// <summary>Shares every push stream across the servers of the application, with its log in Redis.</summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="configure">The delegate that sets the options. It must set the configuration or the connection.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is null.</exception>
    public static EventStreamsBuilder AddRedis(this EventStreamsBuilder builder, Action<RedisEventStreamOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptions<RedisEventStreamOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<RedisEventStreamOptions>, RedisEventStreamOptionsValidator>());
        services.TryAddSingleton<ConnectionSettings>();
        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<RedisKeys>();
        services.TryAddSingleton<LogMessages>();
        return builder.AddEventLog(
            static provider =>
            {
                // Servers and publishing hosts with different names share nothing, and no error says so.
                provider.GetRequiredService<LogMessages>().Opened(provider.GetRequiredService<RedisKeys>().Application);
                return ActivatorUtilities.CreateInstance<RedisEventLog>(provider);
            },
            static provider => provider.GetRequiredService<IOptions<RedisEventStreamOptions>>().Value);
    }
}
