using Sisk.Sse.Redis.Node;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>Servers of one application in this process.</summary>
internal sealed class Nodes(string redis) : IAsyncDisposable
{
    internal Nodes(RedisServer redis)
        : this(redis.Configuration)
    {
    }

    private readonly List<TestApp> _started = [];

    internal string ApplicationName { get; init; } = "test-" + Guid.NewGuid().ToString("N");

    /// <summary>The configuration of the servers' connections to Redis.</summary>
    internal ConfigurationOptions Configuration { get; init; } = ConfigurationOptions.Parse(redis);

    /// <summary>The name of the stream that most tests use.</summary>
    internal const string Stream = "Sisk.Sse.Redis.Tests/Sisk.Sse.Redis.Node.BoardEvents.Room";

    internal async Task<TestApp> StartAsync(
        Action<RedisEventStreamOptions>? options = null,
        Action<EventStreamOptions>? streams = null,
        bool hasInspector = false,
        Action<WebApplication>? mapStreams = null,
        params Route[] routes)
    {
        var app = await TestApp.StartAsync(
            map: app =>
            {
                if (hasInspector)
                {
                    app.MapEventStreamInspector("/_streams").AllowAnonymous();
                }

                TestApp.With(routes)(app);
            },
            mapStreams: mapStreams,
            options: settings =>
            {
                (settings.MinRetry, settings.MaxRetry) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20));
                streams?.Invoke(settings);
            },
            streams: builder => builder.AddRedis(settings =>
            {
                settings.Configuration = Configuration;
                settings.ApplicationName = ApplicationName;
                options?.Invoke(settings);
            }));
        _started.Add(app);
        return app;
    }

    internal async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var configuration = Configuration.Clone();
        configuration.AllowAdmin = true;
        return await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    /// <summary>Completes when the server has announced its connections, and has processed all messages about connections so far.</summary>
    internal static async Task SettleAsync(TestApp app)
    {
        // A client is answered before its connection is announced. The next message of its server follows the announcement.
        await app.Sources.CloseAsync("nobody", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(await ((Sisk.Sse.Peers.ServerPeers)app.Sources.Peers!).CatchUpAsync(TestContext.Current.CancellationToken));
    }

    internal static ValueTask SendAsync(TestApp app, string room, string text) =>
        app.Get<BoardEventsBroadcaster>().BroadcastRoomAsync(room, text, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _started)
        {
            await app.DisposeAsync();
        }
    }
}
