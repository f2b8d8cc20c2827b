using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

public sealed class PostgreSqlLogTests(PostgreSqlServer server) : EventLogTests
{
    private readonly PostgreSqlNodes _nodes = new(server.ConnectionString());

    [Fact]
    public async Task Server_logs_the_name_under_which_it_shares_its_streams()
    {
        var app = await _nodes.StartAsync();

        await app.Logs.FirstAsync(entry => entry.Level is LogLevel.Information
            && entry.Text.StartsWith(
                $"The event streams of '{_nodes.ApplicationName}' are shared through PostgreSQL", StringComparison.Ordinal));
    }

    [Fact]
    public Task Clients_that_missed_events_that_have_expired_get_a_reset_and_others_continue() => CheckExpiryAsync(
        () => StartAsync(),

        // The start of a server removes them.
        () => PostgreSqlServer.RunAsync(
            server.ConnectionString(),
            $"UPDATE sisk_sse.log SET expires = expires - interval '1 day' WHERE starts_with(name, '{_nodes.ApplicationName}:')"));

    internal override Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) => _nodes.StartAsync(streams: options);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _nodes.DisposeAsync();
    }
}
