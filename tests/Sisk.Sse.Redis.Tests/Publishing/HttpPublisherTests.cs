using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Publishing;

/// <summary>Programs that publish over HTTP to servers that share a Redis.</summary>
public sealed class HttpPublisherTests : IAsyncDisposable
{
    private readonly RedisServer _redis = new();
    private readonly Nodes _nodes;

    public HttpPublisherTests() => _nodes = new Nodes(_redis);

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Request_that_is_repeated_to_another_server_is_published_once()
    {
        await _redis.StartAsync();
        var (one, two) = (await StartAsync(), await StartAsync());
        await using var reading = await two.JoinAsync("a");

        var first = await PublishAsync(one, "key", "a", "1", "2");
        var again = await PublishAsync(two, "key", "a", "1", "2");
        var later = await PublishAsync(two, key: null, "a", "3");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(["1", "2", "3"], [await reading.NextDataAsync(), await reading.NextDataAsync(), await reading.NextDataAsync()]);
        Assert.Equal(later.GetProperty("lastId").GetString(), reading.LastEventId);
    }

    [Fact]
    public async Task Request_that_is_sent_to_both_servers_at_once_is_published_once()
    {
        await _redis.StartAsync();
        TestApp[] servers = [await StartAsync(), await StartAsync()];
        await using var reading = await servers[0].JoinAsync("a");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(i => PublishAsync(servers[i % 2], $"key {i / 2}", "a", $"{i / 2}")));
        await PublishAsync(servers[1], key: null, "a", "end");

        var received = new List<string>();
        while (await reading.NextDataAsync() is { } text && text != "end")
        {
            received.Add(text);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(static i => $"{i}").Order(), received.Order());
        Assert.Equal(50, answers.Select(static answer => answer.GetProperty("firstId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Keys_of_requests_expire_in_Redis_and_are_not_in_the_state_of_the_stream()
    {
        await _redis.StartAsync();
        var server = await StartAsync();

        await PublishAsync(server, "one", "a", "1");
        await PublishAsync(server, "two", "a", "2");

        await using var redis = await _nodes.ConnectAsync();
        var keys = redis.GetServers().Single().Keys(pattern: "*:once:*").ToArray();
        Assert.Equal(2, keys.Length);
        Assert.All(
            keys, key => Assert.InRange(redis.GetDatabase().KeyTimeToLive(key)!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10)));
        var fields = await redis.GetDatabase().HashKeysAsync($"{_nodes.ApplicationName}:{{{Nodes.Stream}}}:state");
        Assert.DoesNotContain(fields, static field => field.StartsWith("producer:once"));
    }

    private Task<TestApp> StartAsync() => _nodes.StartAsync(mapStreams: static app =>
    {
        app.MapEventStreams();
        app.MapEventStreamPublisher("/_publish").AllowAnonymous();
    });

    private static async Task<JsonElement> PublishAsync(TestApp server, string? key, string room, params string[] texts)
    {
        var events = texts.Select(text => $$"""{ "keys": { "room": "{{room}}" }, "data": "{{text}}" }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_publish/Sisk.Sse.Redis.Node.BoardEvents.Room")
        {
            Content = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
