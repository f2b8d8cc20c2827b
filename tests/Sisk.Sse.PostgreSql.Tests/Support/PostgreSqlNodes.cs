using Sisk.Sse.Redis.Node;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>Servers of one application in this process.</summary>
internal sealed class PostgreSqlNodes(string connectionString, string? schema = null, string? applicationName = null) : IAsyncDisposable
{
    private readonly List<TestApp> _started = [];

    internal string ApplicationName { get; } = applicationName ?? "test-" + Guid.NewGuid().ToString("N");

    internal async Task<TestApp> StartAsync(
        Action<PostgreSqlEventStreamOptions>? options = null, Action<EventStreamOptions>? streams = null, params Route[] routes)
    {
        var app = await TestApp.StartAsync(
            map: TestApp.With(routes),
            options: settings =>
            {
                (settings.MinRetry, settings.MaxRetry) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20));
                streams?.Invoke(settings);
            },
            streams: builder => builder.AddPostgreSql(settings =>
            {
                settings.ConnectionString = connectionString;
                settings.ApplicationName = ApplicationName;
                settings.Schema = schema ?? settings.Schema;
                options?.Invoke(settings);
            }));
        _started.Add(app);
        return app;
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
