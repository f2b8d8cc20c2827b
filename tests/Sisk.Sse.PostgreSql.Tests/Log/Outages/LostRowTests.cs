using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log.Outages;

/// <summary>A log that has lost its row, or has an earlier one from a backup, while the rows of its events are still there.</summary>
public sealed class LostRowTests(PostgreSqlServer server)
{
    private const string Lost = "DELETE FROM sisk_sse.log";
    private const string Dropped = "DROP TABLE sisk_sse.log CASCADE";
    private const string Earlier = "UPDATE sisk_sse.log SET sequence = sequence - 3";

    private readonly TestSchema _schema = new(server);

    [Theory]
    [InlineData(Lost)]
    [InlineData(Dropped)]
    [InlineData(Earlier)]
    public async Task Clients_of_servers_that_run_get_a_reset_and_the_next_events(string sql)
    {
        await using var nodes = _schema.CreateNodes();
        var app = await nodes.StartAsync(static options => options.PollInterval = TimeSpan.FromMilliseconds(50));
        await using var reading = await app.JoinAsync("a");
        await SendAsync(app, 1, 5);
        Assert.Equal(Numbers(1, 5), await reading.TakeAsync(5));

        await _schema.RunAsync(sql);

        await reading.RestAsync();
        await using var returned = await app.OpenAsync("/board/a", reading.LastEventId);
        Assert.Equal("reset", (await returned.NextAsync())?.EventType);
        await SendAsync(app, 11, 15);
        Assert.Equal(["welcome to a", .. Numbers(11, 15)], await returned.TakeAsync(6));
    }

    [Theory]
    [InlineData(Lost)]
    [InlineData(Dropped)]
    [InlineData(Earlier)]
    public async Task Servers_that_start_later_send_only_new_events(string sql)
    {
        await using (var before = _schema.CreateNodes(applicationName: "app"))
        {
            await SendAsync(await before.StartAsync(), 1, 5);
        }

        await _schema.RunAsync(sql);
        await using var nodes = _schema.CreateNodes(applicationName: "app");
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");

        await SendAsync(app, 11, 15);

        Assert.Equal(Numbers(11, 15), await reading.TakeAsync(5));
        await using var late = _schema.CreateNodes(applicationName: "app");
        var started = await late.StartAsync();

        // The first client of a server may get an event that was sent just before: the server does not know the database's clock yet.
        await using var first = await started.JoinAsync("a");
        await using var joined = await started.JoinAsync("a");
        await SendAsync(app, 16, 17);
        Assert.Equal(Numbers(16, 17), await joined.TakeAsync(2));
        Assert.Equal(Numbers(16, 17), await reading.TakeAsync(2));
    }

    private static string[] Numbers(int first, int last) =>
        [.. Enumerable.Range(first, last + 1 - first).Select(static number => $"{number}")];

    private static async Task SendAsync(TestApp app, int first, int last)
    {
        foreach (var number in Numbers(first, last))
        {
            await PostgreSqlNodes.SendAsync(app, "a", number);
        }
    }
}
