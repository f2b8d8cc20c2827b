using System.Net.Http.Json;
using System.Text.Json;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Inspection;

/// <summary>The inspector of servers that share a Redis.</summary>
public sealed class InspectorTests : IAsyncDisposable
{
    private readonly RedisServer _redis = new();
    private readonly Nodes _nodes;

    public InspectorTests() => _nodes = new Nodes(_redis);

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Page_of_one_server_shows_the_connections_of_both()
    {
        await _redis.StartAsync();
        var one = await _nodes.StartAsync(hasInspector: true);
        var other = await _nodes.StartAsync(hasInspector: true);
        await using var here = await one.JoinAsync("a");
        await using var there = await other.JoinAsync("b");
        await using var watching = await one.OpenAsync("/_streams/events");
        while (await watching.NextAsync() is { } item
            && (item.EventType != "sample" || JsonElement.Parse(item.Data).GetProperty("servers").GetArrayLength() < 2))
        {
            // The other server answers within a second.
        }

        var found = await one.Client.GetFromJsonAsync<JsonElement>(
            "/_streams/connections?order=oldest", TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], found.GetProperty("connections").EnumerateArray().Select(static connection => connection.GetProperty("key").GetString()).Order());
    }
}
