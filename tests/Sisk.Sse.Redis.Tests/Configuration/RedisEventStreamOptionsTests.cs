using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Configuration;

/// <summary>The options and the overloads of AddRedis.</summary>
public sealed class RedisEventStreamOptionsTests(RedisServer redis)
{
    [Fact]
    public async Task Each_overload_of_AddRedis_is_enough_on_its_own()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        Action<EventStreamsBuilder>[] lines =
        [
            streams => streams.AddRedis(redis.Configuration),
            streams => streams.AddRedis(ConfigurationOptions.Parse(redis.Configuration)),
            streams => streams.AddRedis(connection),
        ];
        var apps = await Task.WhenAll(lines.Select(line => TestApp.StartAsync(streams: line)));
        var readings = await Task.WhenAll(apps.Select(app => app.JoinAsync("one-line")));

        await Nodes.SendAsync(apps[0], "one-line", "to all");

        Assert.All(await Task.WhenAll(readings.Select(reading => reading.EventAsync())), text => Assert.Equal("message:to all", text));
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Missing_configuration_is_rejected_at_start(string? configuration)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestApp.StartAsync(streams: streams => streams.AddRedis(configuration!)));

        Assert.StartsWith("RedisEventStreamOptions.Configuration names no server.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_options_are_rejected_at_start_by_name()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(streams: streams => streams.AddRedis(options =>
        {
            options.ApplicationName = "";
            options.WhenUnavailable = (EventLogOutage)9;
            options.MaxWait = TimeSpan.Zero;
            options.MaxWaitingBroadcasts = 0;
            options.MaxWaitingBytes = 0;
            options.MaxEventBytes = 0;
            options.PollInterval = TimeSpan.FromDays(2);
            options.ServerTimeout = TimeSpan.FromSeconds(1);
        })));

        string[] names = ["Configuration", "ApplicationName", "WhenUnavailable", "MaxWait", "MaxWaitingBroadcasts", "MaxWaitingBytes", "MaxEventBytes", "PollInterval", "ServerTimeout"];
        Assert.Equal(names, refused.Failures.Select(failure => failure.Split(' ')[0]["RedisEventStreamOptions.".Length..]));
    }
}
