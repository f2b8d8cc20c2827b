using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Subscriptions within the process, on servers that share a Redis.</summary>
public sealed class SubscriptionTests(RedisServer redis) : IAsyncDisposable
{
    private readonly Nodes _nodes = new(redis);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Subscription_gets_the_events_of_all_servers_in_the_order_of_the_log()
    {
        var (here, there) = (await _nodes.StartAsync(), await _nodes.StartAsync());
        var events = here.Get<NewsEventsBroadcaster>().SubscribeAllAsync("a", Cancellation);
        await using var client = await there.OpenAsync("/news/all/a?first=open");
        await client.EventAsync();

        await Task.WhenAll(
            BroadcastAsync(here, "here", 200),
            BroadcastAsync(there, "there", 200));

        var order = (await TakeAsync(events, 400)).ConvertAll(news => $$"""{"text":"{{((News.Headline)news).Text}}"}""");
        Assert.Equal(await client.TakeAsync(400), order);
    }

    [Fact]
    public async Task Subscription_resumes_on_another_server_that_has_just_started()
    {
        var first = await _nodes.StartAsync();
        var events = first.Get<NewsEventsBroadcaster>().SubscribeAllAsync("a", Cancellation);
        await BroadcastAsync(first, "old", 3);
        await TakeAsync(events, 1);
        var second = await _nodes.StartAsync();

        var resumed = second.Get<NewsEventsBroadcaster>().SubscribeAllAsync("a", Cancellation).ResumeAfter(events.LastEventId);

        Assert.Equal([new News.Headline("old 1"), new News.Headline("old 2")], await TakeAsync(resumed, 2));
    }

    private static async Task BroadcastAsync(TestApp app, string text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await app.Get<NewsEventsBroadcaster>().BroadcastAllHeadlineAsync("a", new($"{text} {i}"), Cancellation);
        }
    }

    private static Task<List<T>> TakeAsync<T>(EventSubscription<T> events, int count) => Signal.WithinAsync(Task.Run(async () =>
    {
        var taken = new List<T>();
        await foreach (var item in events)
        {
            taken.Add(item);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }));
}
