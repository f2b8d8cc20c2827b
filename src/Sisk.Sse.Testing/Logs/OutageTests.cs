namespace Sisk.Sse.Testing.Logs;

/// <summary>Calls during and after an outage of the database.</summary>
internal static class OutageTests
{
    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Calls_fail_while_the_database_is_down_and_work_again_afterwards)] = Calls_fail_while_the_database_is_down_and_work_again_afterwards,
        [nameof(Subscription_lasts_across_an_outage)] = Subscription_lasts_across_an_outage,
    };

    internal static async Task Calls_fail_while_the_database_is_down_and_work_again_afterwards(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("before");
        await run.Options.StopAsync(run.CancellationToken);

        var batch = server.Batch(["during"], seen: first);
        await Expect.FailsAsync("an append", () => server.AppendAsync(batch).AsTask());
        await Expect.FailsAsync("a read", () => server.ReadAsync(seen: first).AsTask());
        await run.Options.StartAsync(run.CancellationToken);

        EventLogPlace place = default;
        await run.BecomesAsync("an append to succeed", async () =>
        {
            try
            {
                place = await server.AppendAsync(batch);
                return true;
            }
            catch (EventLogException)
            {
                return false;
            }
        });
        var page = await server.ReadAsync();
        Expect.Equal(2, place.Sequence);
        Expect.Sequence(["before", "during"], page.Entries.Select(static entry => SuiteServer.Text(entry.Events)));
        Expect.That(page.Epochs.Any(epoch => epoch.Epoch == first.Epoch), "no client loses its place");
    }

    internal static async Task Subscription_lasts_across_an_outage(SuiteRun run)
    {
        var (server, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        await using var subscriber = await server.SubscribeAsync();
        await run.Options.StopAsync(run.CancellationToken);
        await run.Options.StartAsync(run.CancellationToken);

        await run.WithinAsync(subscriber.MissedAsync(run.CancellationToken), "a call of OnMissed");

        await run.BecomesAsync("a notification after the outage", async () =>
        {
            try
            {
                await other.AppendAsync("after");
            }
            catch (EventLogException)
            {
                return false;
            }

            return subscriber.HasMore;
        });
    }
}
