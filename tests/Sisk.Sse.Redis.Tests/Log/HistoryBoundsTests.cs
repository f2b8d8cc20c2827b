using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>The limits of <c>[EventHistory]</c> on servers that no client of the stream has connected to.</summary>
public sealed class HistoryBoundsTests(RedisServer redis) : IAsyncDisposable
{
    private const int Many = 1500;

    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_server_that_only_broadcasts_applies_the_maximum_age_of_the_stream()
    {
        var worker = await StartAsync();
        await SendAsync(worker, "kept for an hour");

        using var connection = await _nodes.ConnectAsync();
        var life = await connection.GetDatabase().KeyTimeToLiveAsync(EventsKey);

        Assert.InRange(life!.Value, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_server_that_only_broadcasts_applies_the_history_limits_of_the_stream()
    {
        await SendManyAsync(await StartAsync());
        var worker = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await SendAsync(worker, "of the worker");
        }

        using var connection = await _nodes.ConnectAsync();
        var oldest = (await connection.GetDatabase().StreamRangeAsync(EventsKey, count: 1))[0];

        // An entry is a batch, and its id is the sequence of its last event.
        Assert.InRange(int.Parse(oldest.Id.ToString().Split('-')[0], System.Globalization.CultureInfo.InvariantCulture), 1, 256);
    }

    [Fact]
    public async Task History_survives_a_broadcast_before_the_first_client_returns_to_a_restarted_server()
    {
        string place;
        await using (var early = new Nodes(redis) { ApplicationName = _nodes.ApplicationName })
        {
            var app = await StartAsync(early);
            await using (var reading = await app.OpenAsync("/board/long"))
            {
                await SendAsync(app, "seen");
                await reading.EventAsync();
                place = reading.LastEventId;
            }

            await SendManyAsync(app);
        }

        var restarted = await StartAsync();
        await SendAsync(restarted, "first of the restarted server");
        await using var back = await restarted.OpenAsync("/board/long", place);
        var missed = await back.TakeAsync(Many + 1);

        Assert.Equal(
            Enumerable.Range(0, Many).Select(i => $"{i}").Append("first of the restarted server"), missed.Select(text => text.TrimEnd()));
    }

    private string EventsKey => $"{_nodes.ApplicationName}:{{Sisk.Sse.Redis.Tests/Sisk.Sse.Redis.Node.BoardEvents.Long}}:events";

    private Task<TestApp> StartAsync() => StartAsync(_nodes);

    /// <summary>Starts a server whose default limits are far below those of the stream.</summary>
    private static Task<TestApp> StartAsync(Nodes nodes) => nodes.StartAsync(
        streams: options => (options.History.MaxEvents, options.History.MaxAge) = (10, TimeSpan.FromMinutes(1)));

    private static ValueTask SendAsync(TestApp app, string text) =>
        app.Get<BoardEventsBroadcaster>().BroadcastLongAsync(text, TestContext.Current.CancellationToken);

    /// <summary>Sends events that are large enough for Redis to trim each batch separately.</summary>
    private static Task SendManyAsync(TestApp app) =>
        Task.WhenAll(Enumerable.Range(0, Many).Select(i => SendAsync(app, $"{i}".PadRight(200)).AsTask()));
}
