using Microsoft.Extensions.Options;
using Sisk.Sse.Backplane;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>A Redis server that lacks commands or permissions that event streams need.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Missing_commands_are_logged_at_start_and_fail_broadcasts_at_once()
    {
        string[] commands = ["XADD", "XRANGE", "XLEN"];
        await using var redis = await StartAsync([.. commands.SelectMany(static command => (string[])["--rename-command", command, ""])]);
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromHours(1));

        var told = await app.Logs.FirstAsync(static entry => entry.Level == LogLevel.Error);
        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "never").AsTask()));

        Assert.Contains("This server lacks a command that event streams need", told.Text);
        Assert.Contains("This server lacks a command that event streams need", failure.Message);
    }

    [Fact]
    public async Task A_missing_database_fails_broadcasts_but_does_not_stop_the_application()
    {
        await using var redis = await StartAsync("--databases", "1");
        await using var nodes = new Nodes($"{redis.Configuration},defaultDatabase=1");
        var app = await nodes.StartAsync(options => (options.MaxWait, options.CountConnections) = (TimeSpan.FromHours(1), true));

        await app.Logs.FirstAsync(
            static entry => entry.Text.StartsWith("The connection counts of this server could not be written", StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "never").AsTask()));

        Assert.Contains("Check RedisEventStreamOptions.Configuration", failure.Message);
        Assert.False(app.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Theory]
    [InlineData("defaultDatabase=1")]
    [InlineData("$EVALSHA=")]
    public async Task Unavailable_commands_send_clients_away_but_fail_no_request(string settings)
    {
        await using var redis = await StartAsync("--databases", "1");
        await using var nodes = new Nodes($"{redis.Configuration},{settings}");
        var app = await nodes.StartAsync(
            options => options.MaxWait = TimeSpan.FromHours(1),
            streams => streams.DuplicateIdentifiers = DuplicateIdentifierPolicy.Reject);

        await using var reading = await app.OpenAsync("/board/users/anna");
        Assert.Equal(200, (int)reading.Response.StatusCode);
        Assert.Equal("end", await reading.EventAsync());
        var failure = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => Signal.WithinAsync(Nodes.SendAsync(app, "a", "never").AsTask()));

        Assert.False(failure.MayBeAppended);
        Assert.False(app.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_changed_password_is_reported_at_once()
    {
        await using var redis = await StartAsync("--requirepass", "old-pa55word");
        await using var nodes = new Nodes($"{redis.Configuration},password=old-pa55word");
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromHours(1));
        await Nodes.SendAsync(app, "a", "before");
        using (var admin = await nodes.ConnectAsync())
        {
            await admin.GetServers()[0].ConfigSetAsync("requirepass", "new-pa55word");
            await admin.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
            await admin.GetServers()[0].ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        }

        var failure = await Eventually.BecomesAsync(
            "a broadcast that is refused",
            async () => (await Record.ExceptionAsync(() => Signal.WithinAsync(Nodes.SendAsync(app, "a", "during").AsTask())))?.Message ?? "sent",
            static message => message != "sent");
        var told = await app.Logs.FirstAsync(
            static entry => entry.Level == LogLevel.Error && entry.Text.StartsWith("Redis refuses", StringComparison.Ordinal));

        Assert.Contains("Check user and password", failure);
        Assert.Contains("Check user and password", told.Text);
    }

    [Fact]
    public async Task Without_permission_to_publish_events_are_appended_once_and_found_by_polling()
    {
        await using var redis = await StartAsync("--user", "mute", "on", ">pa55word", "~*", "&*", "+@all", "-publish");
        await using var nodes = new Nodes($"{redis.Configuration},user=mute,password=pa55word");
        var app = await nodes.StartAsync(
            options => (options.WhenUnavailable, options.PollInterval) = (EventLogOutage.Fail, TimeSpan.FromMilliseconds(50)));
        await using var reading = await app.JoinAsync("a");

        await Nodes.SendAsync(app, "a", "one");
        await Nodes.SendAsync(app, "a", "two");

        Assert.Equal(["one", "two"], await reading.TakeAsync(2));
        Assert.Contains(app.Logs.Entries, static entry => entry.Level == LogLevel.Error && entry.Text.StartsWith("Redis does not publish the events of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broadcasts_continue_after_another_program_adds_an_entry()
    {
        await using var redis = await StartAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        using (var connection = await nodes.ConnectAsync())
        {
            await connection.GetDatabase().StreamAddAsync($"{nodes.ApplicationName}:{{{Nodes.Stream}}}:events", "some", "thing");
        }

        await Nodes.SendAsync(app, "a", "after");
        var late = await nodes.StartAsync();
        await using var fresh = await late.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "last");

        Assert.Equal(["before", "after", "last"], await reading.TakeAsync(3));
        Assert.Equal("message:last", await fresh.EventAsync());
        Assert.Contains(
            app.Logs.Entries, static entry => entry.Text.StartsWith("Another program added an entry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_failed_broadcasts_write_only_a_few_log_messages()
    {
        await using var redis = await StartAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.WhenUnavailable = EventLogOutage.Fail);
        await using var reading = await app.JoinAsync("a");
        using (var connection = await nodes.ConnectAsync())
        {
            await connection.GetServers()[0].ConfigSetAsync("maxmemory", "1");
        }

        for (var i = 0; i < 1000; i++)
        {
            var failing = Nodes.SendAsync(app, "a", "refused");
            await Assert.ThrowsAsync<EventLogUnavailableException>(failing.AsTask);
        }

        Assert.InRange(app.Logs.Entries.Count(static entry => entry.Level == LogLevel.Error), 1, 2 * LogThrottle.MaxMessages);
        Assert.DoesNotContain(app.Logs.Entries, static entry =>
            entry.Level == LogLevel.Information && entry.Category.StartsWith("StackExchange", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_stream_in_another_database_is_not_notified()
    {
        await using var redis = await StartAsync();
        await using var first = new Nodes(redis);
        await using var second = new Nodes($"{redis.Configuration},defaultDatabase=1") { ApplicationName = first.ApplicationName };
        var one = await first.StartAsync();
        var two = await second.StartAsync(options => options.PollInterval = TimeSpan.FromHours(1));
        await using var reading = await one.JoinAsync("a");
        await using var other = await two.JoinAsync("a");
        using var figures = new Figures(two);
        for (var i = 0; i < 20; i++)
        {
            await Nodes.SendAsync(one, "a", $"{i}");
        }

        await reading.TakeAsync(20);
        await Nodes.SendAsync(two, "a", "own");

        Assert.Equal("message:own", await other.EventAsync());
        Assert.InRange(figures.Sum("reads"), 0, 9);
    }

    [Fact]
    public async Task A_channel_prefix_is_rejected_with_the_alternative()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestApp.StartAsync(streams: streams => streams.AddRedis("127.0.0.1:1,channelPrefix=shop:")));

        Assert.Contains("Set RedisEventStreamOptions.ApplicationName", refused.Message);
    }

    private static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var redis = new RedisServer(["--save", "", .. settings]);
        await redis.StartAsync();
        return redis;
    }
}
