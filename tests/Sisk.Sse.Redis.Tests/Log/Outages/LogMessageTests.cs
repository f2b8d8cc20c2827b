using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Backplane;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>The log messages and metrics of an outage.</summary>
public sealed class LogMessageTests
{
    [Fact]
    public async Task Outage_failure_recovery_and_reset_are_each_logged_once()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.MaxWait = TimeSpan.FromMilliseconds(1));
        using var figures = new Figures(app);
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        await reading.EventAsync();

        var readsBefore = figures.Sum("reads");
        Assert.Equal(0, figures.Sum("read.failures") + figures.Sum("resets"));

        await redis.KillAsync();
        var lost = await SaidAsync($"The log of {Nodes.Stream} in Redis cannot be read. ");
        Assert.True(figures.Sum("read.failures") > 0);
        await Assert.ThrowsAsync<EventLogUnavailableException>(async () => await Nodes.SendAsync(app, "a", "during"));
        var failed = await SaidAsync($"A batch of {Nodes.Stream} could not be appended to the log in Redis (events: 1): ");
        await redis.StartAsync();
        var back = await SaidAsync($"The log of {Nodes.Stream} in Redis can be read again.");
        var emptied = await SaidAsync(
            $"The log of {Nodes.Stream} in Redis has lost events that were already delivered. Its clients get a reset.");

        Assert.True(figures.Sum("resets") > 0);
        Assert.True(figures.Sum("reads") > readsBefore);
        Assert.Equal(
            [LogLevel.Warning, LogLevel.Error, LogLevel.Information, LogLevel.Warning],
            [lost.Level, failed.Level, back.Level, emptied.Level]);
        Assert.NotNull(failed.Exception);
        Assert.All([lost, failed, back, emptied], told => Assert.Single(app.Logs.Entries, entry => entry.Text == told.Text));

        Task<LogCollector.Entry> SaidAsync(string text) =>
            app.Logs.FirstAsync(entry => entry.Text.StartsWith(text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_outage_with_a_thousand_streams_writes_only_a_few_log_messages()
    {
        var collector = new LogCollector();
        var time = new FakeTimeProvider();
        var log = new LogMessages(collector.CreateLogger("log"), "Redis", time);
        var outage = new InvalidOperationException("away");
        for (var stream = 0; stream < 1000; stream++)
        {
            log.Unreadable(outage, $"{stream}");
            log.Readable($"{stream}");
        }

        Assert.Equal(2 * LogThrottle.MaxMessages, collector.Entries.Count());
        Assert.Single(collector.Entries, static entry => entry.Exception is not null);

        time.Advance(TimeSpan.FromSeconds(10));
        log.Unreadable(outage, "later");
        Assert.Contains(collector.Entries, static entry => entry.Text == "Similar messages were suppressed: 992.");
    }

    [Fact]
    public async Task Frequent_resets_are_delayed()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var nodes = new Nodes(redis);
        var app = await nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(10));
        using var figures = new Figures(app);
        await using var reading = await app.JoinAsync("a");
        using var connection = await nodes.ConnectAsync();
        var started = Stopwatch.GetTimestamp();
        for (var reset = 1; reset <= 7; reset++)
        {
            // As if events had been appended and evicted before this server could read them.
            await connection.GetDatabase().HashIncrementAsync($"{nodes.ApplicationName}:{{{Nodes.Stream}}}:state", "sequence", 1000);
            await Eventually.BecomesAsync("a reset", () => Task.FromResult(figures.Sum("resets")), resets => resets >= reset);
        }

        // The last reset is counted before its delay. The five before it are delayed by at least half of 50 to 800 ms.
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(700));
    }
}
