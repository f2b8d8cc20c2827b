using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>The readers of a log, and the lifetime of its events.</summary>
public sealed class ReadingTests(RedisServer redis) : IAsyncDisposable
{
    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Each_server_has_one_reader_per_stream_without_blocking_commands()
    {
        TestApp[] apps = [await _nodes.StartAsync(), await _nodes.StartAsync()];
        var readings = await Task.WhenAll(apps.Concat(apps).Concat(apps).Select(app => app.JoinAsync("a")));
        await Nodes.SendAsync(apps[0], "a", "read");
        Assert.All(await Task.WhenAll(readings.Select(reading => reading.EventAsync())), text => Assert.Equal("message:read", text));

        using var connection = await _nodes.ConnectAsync();
        var server = connection.GetServers()[0];
        var readers = await server.SubscriptionSubscriberCountAsync(RedisChannel.Literal($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}"));
        var commands = (await server.InfoAsync("commandstats")).SelectMany(group => group).Select(item => item.Key).ToArray();

        Assert.Equal(apps.Length, readers);
        Assert.Contains("cmdstat_xadd", commands);
        Assert.DoesNotContain(commands, command => command is "cmdstat_xread" or "cmdstat_xreadgroup" or "cmdstat_blpop");
    }

    [Fact]
    public async Task Events_older_than_the_history_are_not_replayed_and_expire()
    {
        string place;
        await using (var early = new Nodes(redis) { ApplicationName = _nodes.ApplicationName })
        {
            var app = await early.StartAsync();
            await using var reading = await app.JoinAsync("a");
            place = reading.LastEventId;
            await Nodes.SendAsync(app, "a", "old");
            await reading.EventAsync();
        }

        var patient = await _nodes.StartAsync();
        var impatient = await _nodes.StartAsync(streams: options => options.History.MaxAge = TimeSpan.FromMilliseconds(1));
        await using var replayed = await patient.OpenAsync("/board/a", place);
        Assert.Equal("message:old", await replayed.EventAsync());
        await using var forgotten = await impatient.ReturnAsync("a", place);

        using var connection = await _nodes.ConnectAsync();
        var life = await connection.GetDatabase().KeyTimeToLiveAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:events");
        var age = patient.Get<IOptions<EventStreamOptions>>().Value.History.MaxAge;
        Assert.InRange(life!.Value, age, age + TimeSpan.FromMinutes(1));
    }
}
