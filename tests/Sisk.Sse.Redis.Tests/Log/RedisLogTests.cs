using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

public sealed class RedisLogTests(RedisServer redis) : EventLogTests
{
    private readonly Nodes _nodes = new(redis);

    [Fact]
    public async Task Server_logs_the_name_under_which_it_shares_its_streams()
    {
        var app = await _nodes.StartAsync();

        await app.Logs.FirstAsync(entry => entry.Level is LogLevel.Information
            && entry.Text.StartsWith(
                $"The event streams of '{_nodes.ApplicationName}' are shared through Redis", StringComparison.Ordinal));
    }

    [Fact]
    public Task Clients_that_missed_events_that_have_expired_get_a_reset_and_others_continue() => CheckExpiryAsync(
        () => StartAsync(),
        async () =>
        {
            using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Configuration);
            Assert.True(await connection.GetDatabase()
                .KeyExpireAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:events", TimeSpan.Zero));
        });

    internal override Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) => _nodes.StartAsync(streams: options);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _nodes.DisposeAsync();
    }
}
