using StackExchange.Redis;

namespace LiveBoard;

/// <summary>One board on many servers, where <c>--redis HOST:PORT</c> is given.</summary>
internal static partial class Scaling
{
    /// <summary>Adds the event streams, shared over Redis where there is one.</summary>
    public static IConnectionMultiplexer? AddSharedStreams(this WebApplicationBuilder builder)
    {
        var streams = builder.Services.AddEventStreams(options => options.PresenceDelay = TimeSpan.FromSeconds(2));
        if (builder.Configuration["redis"] is not { Length: > 0 } address)
        {
            return null;
        }

        var configuration = ConfigurationOptions.Parse(address);
        configuration.AbortOnConnectFail = false;
        var redis = ConnectionMultiplexer.Connect(configuration);
        streams.AddRedis(options => options.Connection = redis);
        return redis;
    }

    extension(Exception exception)
    {
        /// <summary>Gets a value indicating whether Redis could not be reached, so that a later attempt may succeed.</summary>
        public bool IsOutage => exception is EventLogUnavailableException or RedisException or TimeoutException;
    }

    /// <summary>Gets the status for an exception. Clients are asked to try again while Redis is away.</summary>
    public static int StatusOf(Exception exception)
        => exception.IsOutage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;

    [LoggerMessage(1, LogLevel.Warning, "The {News} did not reach the other servers: {Reason}")]
    public static partial void NotShared(this ILogger logger, string news, string reason);
}
