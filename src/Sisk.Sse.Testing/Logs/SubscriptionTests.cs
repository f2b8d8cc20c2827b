namespace Sisk.Sse.Testing.Logs;

/// <summary>Notifications of a log to its servers.</summary>
internal static class SubscriptionTests
{
    private const int Batches = 100;

    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Each_server_is_told_of_each_batch_in_order)] = Each_server_is_told_of_each_batch_in_order,
        [nameof(Batch_can_be_read_when_its_servers_are_told)] = Batch_can_be_read_when_its_servers_are_told,
        [nameof(Large_batch_is_told_whole_or_without_its_events)] = Large_batch_is_told_whole_or_without_its_events,
        [nameof(Full_server_is_told_that_it_missed_something)] = Full_server_is_told_that_it_missed_something,
        [nameof(Subscription_that_has_ended_is_told_nothing)] = Subscription_that_has_ended_is_told_nothing,
    };

    internal static async Task Each_server_is_told_of_each_batch_in_order(SuiteRun run)
    {
        var (one, two) = (await run.ConnectAsync(), await run.ConnectAsync());
        await using var here = await one.SubscribeAsync();
        await using var there = await two.SubscribeAsync();
        var places = new List<EventLogPlace>();
        for (var i = 0; i < Batches; i++)
        {
            places.Add(await (i % 2 == 0 ? one : two).AppendAsync($"{i}", $"{i} again"));
        }

        foreach (var subscriber in (SuiteSubscriber[])[here, there])
        {
            for (var i = 0; i < Batches; i++)
            {
                var news = await run.WithinAsync(subscriber.NextAsync(run.CancellationToken));
                Expect.Equal((places[i].Epoch, places[i].Epoch), (news.Previous, news.Epoch));
                Expect.Equal((places[i].Sequence, 2), (news.First, news.Count));
                ExpectEvents($"{i}\n{i} again", news);
            }
        }
    }

    internal static async Task Batch_can_be_read_when_its_servers_are_told(SuiteRun run)
    {
        var (one, two) = (await run.ConnectAsync(), await run.ConnectAsync());
        await using var subscriber = await two.SubscribeAsync();
        for (var i = 1L; i <= Batches; i++)
        {
            var appending = one.AppendAsync($"{i}").AsTask();
            var news = await run.WithinAsync(subscriber.NextAsync(run.CancellationToken));

            var page = await two.ReadAsync(after: news.Last - 1);

            Expect.Equal((i, i), (news.Last, page.Sequence), "The event of a notification, and the log's latest event");
            Expect.Sequence([i], page.Entries.Select(static entry => entry.Last));
            await appending;
        }
    }

    internal static async Task Large_batch_is_told_whole_or_without_its_events(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        await using var subscriber = await server.SubscribeAsync();
        var text = new string('x', 300_000);
        await server.AppendAsync(text);
        await server.AppendAsync("next");

        var large = await run.WithinAsync(subscriber.NextAsync(run.CancellationToken));
        var next = await run.WithinAsync(subscriber.NextAsync(run.CancellationToken));

        ExpectEvents(text, large);
        ExpectEvents("next", next);
        Expect.Equal((1L, 1, 2L), (large.First, large.Count, next.First));
    }

    internal static async Task Full_server_is_told_that_it_missed_something(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        await using var subscriber = await server.SubscribeAsync();
        subscriber.IsFull = true;

        await server.AppendAsync("missed");

        await run.WithinAsync(subscriber.MissedAsync(run.CancellationToken), "a call of OnMissed");
        Expect.That(!subscriber.HasMore, "no notification for a server that is full");
    }

    internal static async Task Subscription_that_has_ended_is_told_nothing(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        await using var lasting = await server.SubscribeAsync();
        var ended = await server.SubscribeAsync();
        await ended.DisposeAsync();

        await run.BecomesAsync("a subscription that has ended to get no more", async () =>
        {
            while (ended.HasMore)
            {
                await ended.NextAsync(run.CancellationToken);
            }

            await server.AppendAsync("later");
            await run.WithinAsync(lasting.NextAsync(run.CancellationToken));
            return !ended.HasMore;
        });
    }

    /// <summary>Expects all events of a batch or none. A database may have notifications that hold nothing.</summary>
    private static void ExpectEvents(string text, EventLogNotification news) => Expect.That(
        news.Events.Length == 0 || SuiteServer.Text(news.Events) == text, $"all events of the batch {news.First} or none");
}
