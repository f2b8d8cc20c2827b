using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Streams that end permanently, on servers that share a Redis.</summary>
public sealed class CompletionTests(RedisServer redis) : IAsyncDisposable
{
    private readonly Nodes _nodes = new(redis);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_stream_is_completed_on_all_servers_and_on_one_that_starts_later()
    {
        var (here, there) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        await using var one = await here.JoinAsync("a");
        await using var two = await there.JoinAsync("a");

        await here.Get<BoardEventsBroadcaster>().CompleteRoomAsync("a", "last", TestContext.Current.CancellationToken);

        Assert.Equal(["last"], (await one.RestAsync()).Select(item => item.Data));
        Assert.Equal(["last"], (await two.RestAsync()).Select(item => item.Data));
        var later = await _nodes.StartAsync();
        await using var late = await later.OpenAsync("/board/a");
        Assert.Equal(["welcome to a", "last"], (await late.RestAsync()).Select(item => item.Data));
    }
}
