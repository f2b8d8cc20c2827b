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
    [InlineData("Multiplexing=true")]
    public Task Smallest_pool_is_enough_to_listen_and_to_broadcast(string setting) => DeliversAsync($"{server.ConnectionString()};{setting}");

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

    private static async Task DeliversAsync(string database, Action<PostgreSqlEventStreamOptions>? options = null)
    {
        await using var nodes = new PostgreSqlNodes(database);
        var app = await nodes.StartAsync(options);
        await using var reading = await app.JoinAsync("a");

        await PostgreSqlNodes.SendAsync(app, "a", "one");

        Assert.Equal(["one"], await reading.TakeAsync(1));
    }
}
