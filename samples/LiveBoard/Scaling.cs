using StackExchange.Redis;

namespace LiveBoard;

/// <summary>One board on many servers, where <c>--redis HOST:PORT</c> is given.</summary>
internal static class Scaling
{
    /// <summary>Adds the event streams, shared over Redis where there is one.</summary>
    public static IConnectionMultiplexer? AddSharedStreams(this WebApplicationBuilder builder)
    {
        var streams = builder.Services.AddEventStreams();
        if (builder.Configuration["redis"] is not { Length: > 0 } address)
        {
            return null;
        }

        var configuration = ConfigurationOptions.Parse(address);
        configuration.AbortOnConnectFail = false;
        var redis = ConnectionMultiplexer.Connect(configuration);
        streams.AddRedis(options =>
        {
            options.Connection = redis;
            options.CountConnections = true;
        });
        return redis;
    }
}
