using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>
/// A Redis Cluster of three nodes: <c>Brief</c> is on the first, the log of connections on the second, and <c>Room</c> on the third.
/// </summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly RedisCluster _cluster = new();
    private readonly Nodes _nodes;

    public ClusterTests() => _nodes = new Nodes(_cluster.Nodes[0]) { Configuration = _cluster.Configuration };

    public async ValueTask InitializeAsync() => await _cluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Streams_on_all_cluster_nodes_are_delivered_closed_and_counted()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var room = await two.JoinAsync("a");
        await using var user = await two.AnsweredAsync("/board/users/anna", "message:hello anna");
        await using var forgetful = await two.OpenAsync("/board/forgetful");
        await using var first = await two.OpenAsync("/board/brief");
        await Nodes.SettleAsync(two);

        await Nodes.SendAsync(one, "a", "to the room");
        await one.Get<BoardEventsBroadcaster>().BroadcastUserAsync("anna", "to the user", TestContext.Current.CancellationToken);
        await one.Get<BoardEventsBroadcaster>().BroadcastForgetfulAsync("to all", TestContext.Current.CancellationToken);

        await one.Get<BoardEventsBroadcaster>().BroadcastBriefAsync("to the first node", TestContext.Current.CancellationToken);

        Assert.Equal("message:to the first node", await first.EventAsync());
        Assert.Equal("message:to the room", await room.EventAsync());
        Assert.Equal("message:to the user", await user.EventAsync());
        Assert.Equal("message:to all", await forgetful.EventAsync());
        Assert.Equal(1, await two.Sources.CountByPrefixAsync("board/a", TestContext.Current.CancellationToken));
        Assert.Equal(1, await two.Sources.CountByPrefixAsync("users/anna", TestContext.Current.CancellationToken));
        await one.Sources.CloseAsync("users/anna", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("end", await user.EventAsync());

        using var connection = await _nodes.ConnectAsync();
        Assert.Equal(["Brief", "connections", "Room"], _cluster.Nodes.Select(node => OnNode(connection, node)));
    }

    [Fact]
    public async Task A_frozen_cluster_node_delays_only_its_own_streams()
    {
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var room = await two.JoinAsync("a");
        await using var forgetful = await two.OpenAsync("/board/forgetful");
        var node = _cluster.Nodes[await _cluster.IndexOfAsync(Nodes.Stream)];
        await node.PauseAsync();

        var held = Nodes.SendAsync(one, "a", "held up").AsTask();
        await Signal.WithinAsync(one.Get<BoardEventsBroadcaster>()
            .BroadcastForgetfulAsync("goes on", TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("message:goes on", await forgetful.EventAsync());
        Assert.False(held.IsCompleted);

        await node.ContinueAsync();
        await Signal.WithinAsync(held);
        Assert.Equal("message:held up", await room.EventAsync());
    }

    // Without polling, so that every event arrives by its notification.
    private Task<TestApp> StartAsync() => _nodes.StartAsync(
        options => (options.CountConnections, options.MaxWait, options.PollInterval) = (true, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));

    /// <summary>Returns the names of the logs on a node, of the three in this test.</summary>
    private string OnNode(ConnectionMultiplexer connection, RedisServer node) => string.Join(' ', connection
        .GetServer(node.Configuration).Keys(pattern: $"{_nodes.ApplicationName}:*:state")
        .Select(key => key.ToString().Split('{', '}')[1].Split('.')[^1])
        .Where(name => name is "Room" or "connections" or "Brief"));
}
