using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Sisk.Sse.PostgreSql.Client;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log.Outages;

/// <summary>A network that swallows everything, while all connections stay open.</summary>
public sealed class DarkNetworkTests(PostgreSqlServer server)
{
    [Fact]
    public async Task Broadcast_through_a_given_data_source_fails_soon_after_MaxWait()
    {
        await using var proxy = new DarkProxy(server.Port);
        await using var source = NpgsqlDataSource.Create(Through(proxy));
        await using var nodes = new PostgreSqlNodes("");
        var app = await nodes.StartAsync(options => (options.DataSource, options.MaxWait) = (source, TimeSpan.FromSeconds(1)));
        await PostgreSqlNodes.SendAsync(app, "a", "one");

        proxy.Darken();

        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(PostgreSqlNodes.SendAsync(app, "a", "two").AsTask()));
        Assert.True(failure.MayBeAppended);
    }

    [Fact]
    public async Task Shutdown_does_not_wait_for_the_counts_of_connections()
    {
        await using var proxy = new DarkProxy(server.Port);
        await using var nodes = new PostgreSqlNodes(Through(proxy) + ";Command Timeout=300");
        var app = await nodes.StartAsync(static options => options.CountConnections = true);
        app.Get<IOptions<HostOptions>>().Value.ShutdownTimeout = TimeSpan.FromMinutes(5);
        await using var reading = await app.JoinAsync("a");
        Assert.Equal(1, await app.Sources.CountByPrefixAsync("board", TestContext.Current.CancellationToken));

        // Nothing else may be held back: a command that waits for a session is not sent.
        proxy.DarkenAt("publish(");
        await using var other = await app.OpenAsync("/board/b");
        await proxy.HeldBackAsync("publish(");

        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Application_ends_while_the_connection_for_notifications_does_not_answer()
    {
        await using var proxy = new DarkProxy(server.Port);
        await using var source = NpgsqlDataSource.Create(Through(proxy) + ";Timeout=300");
        await using var nodes = new PostgreSqlNodes("");
        var app = await nodes.StartAsync(options => options.DataSource = source);
        await using var reading = await app.JoinAsync("a");
        proxy.Darken();

        // Either its check, or that it listens to another channel.
        await proxy.HeldBackAsync("SELECT 1", "LISTEN");

        await Signal.WithinAsync(nodes.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Call_reaches_the_last_of_several_hosts_if_the_others_do_not_answer()
    {
        using var silent = new SilentHosts(5);
        await using var database = new LogDatabase(
            Options.Create(new PostgreSqlEventStreamOptions
            {
                ConnectionString = $"Host={silent.Addresses},127.0.0.1:{server.Port};Username=postgres;Database=postgres;Timeout=1;Command Timeout=3",
            }),
            TimeProvider.System,
            NullLogger<LogDatabase>.Instance);

        await database.NotifyAsync("channel", TestContext.Current.CancellationToken);
    }

    private static string Through(DarkProxy proxy) => $"Host=127.0.0.1;Port={proxy.Port};Username=postgres;Database=postgres";
}
