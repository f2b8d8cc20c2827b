using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Client;

/// <summary>Sessions of the pool that the database has closed while nobody used them.</summary>
public sealed class IdleSessionTests(PostgreSqlServer server)
{
    private readonly TestSchema _schema = new(server);

    [Fact]
    public async Task Broadcast_takes_another_session_when_its_own_was_closed_while_it_was_idle()
    {
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync(static options =>
            (options.WhenUnavailable, options.PollInterval) = (EventLogOutage.Fail, TimeSpan.FromHours(1)));
        await using var reading = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "one");

        await CloseIdleSessionsAsync();
        await PostgreSqlNodes.SendAsync(app, "a", "two");

        Assert.Equal(["one", "two"], await reading.TakeAsync(2));
    }

    [Fact]
    public async Task Connections_are_counted_by_another_session_when_one_was_closed_while_it_was_idle()
    {
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync(static options =>
            (options.CountConnections, options.PollInterval) = (true, TimeSpan.FromHours(1)));
        await using var reading = await app.JoinAsync("a");

        await CloseIdleSessionsAsync();

        Assert.Equal(1, await app.Sources.CountByPrefixAsync("board/a", TestContext.Current.CancellationToken));
    }

    /// <summary>Ends the sessions of the application as <c>idle_session_timeout</c> does, but for the one that listens.</summary>
    private async Task CloseIdleSessionsAsync()
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString() + ";Pooling=false");
        await using var watching = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        // With a timeout, it completes when the session has ended.
        Assert.True(await _schema.RunAsync(
            watching,
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 30000)) FROM pg_stat_activity "
            + $"WHERE application_name = '{_schema.Name}' AND query NOT LIKE 'LISTEN%'") is > 0L);
    }
}
