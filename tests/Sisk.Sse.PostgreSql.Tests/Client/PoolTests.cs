using Npgsql;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Client;

/// <summary>Small pools of connections are enough, or it is said what is.</summary>
public sealed class PoolTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData("Maximum Pool Size=2")]
    [InlineData("Pooling=false;Maximum Pool Size=1")]
    [InlineData("Timeout=0;Command Timeout=0")]
    [InlineData("Timeout=1024;Command Timeout=2000000")]
    [InlineData("Multiplexing=true")]
    public Task Smallest_pool_is_enough_to_listen_and_to_broadcast(string setting) =>
        DeliversAsync($"{server.ConnectionString()};{setting}");

    [Fact]
    public async Task Single_connection_is_enough_beside_another_to_listen()
    {
        var database = server.ConnectionString() + ";Maximum Pool Size=1";
        await using var listening = NpgsqlDataSource.Create(database);

        await DeliversAsync(database, options => options.ListenDataSource = listening);
    }

    [Theory]
    [InlineData("Maximum Pool Size=1", "Raise Maximum Pool Size to 2 or more, or set PostgreSqlEventStreamOptions.ListenDataSource.")]
    [InlineData("Multiplexing=true", "Set PostgreSqlEventStreamOptions.ListenDataSource to one without it.")]
    public async Task Listening_on_a_data_source_that_has_no_connection_for_it_fails_with_advice(string setting, string advice)
    {
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionString()};{setting}");
        await using var nodes = new PostgreSqlNodes("");
        var app = await nodes.StartAsync(options => options.DataSource = source);

        var told = await app.Logs.FirstAsync(static entry => entry.Level == LogLevel.Error);

        Assert.Contains(advice, told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_to_another_database_fails_with_advice()
    {
        await using var listening = NpgsqlDataSource.Create(server.ConnectionString("template1"));
        await using var nodes = new PostgreSqlNodes(server.ConnectionString());
        var app = await nodes.StartAsync(options => options.ListenDataSource = listening);

        var told = await app.Logs.FirstAsync(static entry => entry.Level == LogLevel.Error);

        Assert.Contains("Notifications of PostgreSQL do not reach this server", told.Text, StringComparison.Ordinal);
        await using var reading = await app.OpenAsync("/board/a");
        Assert.Equal("end", await reading.EventAsync());
        Assert.Contains("ListenDataSource is a direct connection to the same database", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_source_without_arrays_fails_with_advice()
    {
        await using var source = new NpgsqlSlimDataSourceBuilder(server.ConnectionString()).Build();
        await using var nodes = new PostgreSqlNodes("");
        var app = await nodes.StartAsync(options => (options.DataSource, options.CountConnections) = (source, true));

        var told = await app.Logs.FirstAsync(static entry => entry.Level >= LogLevel.Warning);

        Assert.Contains(
            "Call EnableArrays() on the NpgsqlSlimDataSourceBuilder that builds PostgreSqlEventStreamOptions.DataSource.", told.Text, StringComparison.Ordinal);
        await PostgreSqlNodes.SendAsync(app, "a", "one");
    }

    private static async Task DeliversAsync(string database, Action<PostgreSqlEventStreamOptions>? options = null)
    {
        await using var nodes = new PostgreSqlNodes(database);
        var app = await nodes.StartAsync(options);
        await using var reading = await app.JoinAsync("a");

        await PostgreSqlNodes.SendAsync(app, "a", "one");

        Assert.Equal(["one"], await reading.TakeAsync(1));
    }
}
