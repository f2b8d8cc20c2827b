using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>PostgreSQL behind PgBouncer in transaction mode passes the suite for every log, with a direct connection to listen.</summary>
public sealed class PgBouncerTests(SuiteTests.Server server) : IClassFixture<SuiteTests.Server>, IAsyncDisposable
{
    private readonly List<ServiceProvider> _servers = [];
    private readonly List<NpgsqlDataSource> _sources = [];
    private PgBouncer? _pool;

    public static TheoryData<string> Tests =>
        [.. EventLogSuite.Tests, .. EventLogSuite.ConnectionCountTests, .. EventLogSuite.RunStoreTests];

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _servers)
        {
            await started.DisposeAsync();
        }

        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }

        await (_pool?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task PostgreSql_passes_behind_a_pool(string test)
    {
        var database = server.PostgreSql.ConnectionString();
        _pool = new PgBouncer(server.PostgreSql);
        await _pool.StartAsync();

        await SuiteTests.Create(server.PostgreSql, () => Connect(_pool.ConnectionString, database))
            .RunAsync(test, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Listening_through_a_pool_that_shares_sessions_fails_with_advice()
    {
        _pool = new PgBouncer(server.PostgreSql);
        await _pool.StartAsync();
        await using var nodes = new PostgreSqlNodes(_pool.ConnectionString);
        var app = await nodes.StartAsync();

        var told = await app.Logs.FirstAsync(static entry => entry.Level == LogLevel.Error);

        Assert.Contains("Set PostgreSqlEventStreamOptions.ListenDataSource to a direct connection.", told.Text);
    }

    [Fact]
    public async Task Listening_through_a_pool_that_keeps_sessions_works()
    {
        _pool = new PgBouncer(server.PostgreSql, "session");
        await _pool.StartAsync();
        await using var nodes = new PostgreSqlNodes(_pool.ConnectionString);
        var (here, there) = (await nodes.StartAsync(), await nodes.StartAsync());
        await using var client = await there.OpenAsync("/board/a");
        Assert.Equal("message:welcome to a", await client.EventAsync());

        await PostgreSqlNodes.SendAsync(here, "a", "hello");

        Assert.Equal("message:hello", await client.EventAsync());
    }

    [Fact]
    public async Task Broadcast_whose_answer_a_pool_has_lost_may_be_appended()
    {
        await using var database = new PostgreSqlServer();
        await database.StartAsync();
        _pool = new PgBouncer(database);
        await _pool.StartAsync();
        await using var direct = NpgsqlDataSource.Create(database.ConnectionString());
        await using var nodes = new PostgreSqlNodes(_pool.ConnectionString);
        var app = await nodes.StartAsync(options => (options.ListenDataSource, options.WhenUnavailable) = (direct, EventLogOutage.Fail));
        await using var client = await app.JoinAsync("a");
        await PostgreSqlNodes.SendAsync(app, "a", "one");

        // The commit is done, and waits for a replica that does not exist.
        await database.AwaitReplicaAsync();
        var sending = PostgreSqlNodes.SendAsync(app, "a", "two").AsTask();
        await database.CommitsWaitAsync(count: 2);
        await database.KillAsync();

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(() => Signal.WithinAsync(sending));
        Assert.True(failure.MayBeAppended, failure.Message);
        await database.StartAsync();
        await using var command = direct.CreateCommand("SELECT sequence FROM sisk_sse.log WHERE name LIKE '%Room%'");
        Assert.Equal(2L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Returns the log of one more server, with connections of its own.</summary>
    private IEventLog Connect(string pool, string direct)
    {
        var listening = NpgsqlDataSource.Create(direct);
        _sources.Add(listening);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams()
            .AddPostgreSql(options => (options.ConnectionString, options.ListenDataSource) = (pool, listening));
        var started = builder.Services.BuildServiceProvider();
        _servers.Add(started);
        return started.GetRequiredService<IEventLog>();
    }
}
