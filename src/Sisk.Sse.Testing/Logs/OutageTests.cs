namespace Sisk.Sse.Testing.Logs;

/// <summary>Calls during and after an outage of the database.</summary>
internal static class OutageTests
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(1);

    internal static Dictionary<string, Func<SuiteRun, Task>> Counts { get; } = new()
    {
        [nameof(Counts_fail_while_the_database_is_down_and_work_again_afterwards)] =
            Counts_fail_while_the_database_is_down_and_work_again_afterwards,
    };

    internal static Dictionary<string, Func<SuiteRun, Task>> Runs { get; } = new()
    {
        [nameof(Runs_fail_while_the_database_is_down_and_work_again_afterwards)] =
            Runs_fail_while_the_database_is_down_and_work_again_afterwards,
    };

    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Calls_fail_while_the_database_is_down_and_work_again_afterwards)] =
            Calls_fail_while_the_database_is_down_and_work_again_afterwards,
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
        await run.BecomesAsync("an append to succeed", () => SucceedsAsync(async () => place = await server.AppendAsync(batch)));
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

    internal static async Task Counts_fail_while_the_database_is_down_and_work_again_afterwards(SuiteRun run)
    {
        var (counts, server) = ((await run.ConnectAsync()).Counts, run.Name + "server");
        await PublishAsync();
        await run.Options.StopAsync(run.CancellationToken);

        await Expect.FailsAsync("a publication of counts", () => PublishAsync());
        await Expect.FailsAsync("a sum", async () => await counts.SumAsync(run.Name, run.CancellationToken));
        await Expect.FailsAsync("a claim", async () => await counts.TryClaimAsync(server, run.Name, run.CancellationToken));
        await Expect.FailsAsync("a removal", async () => await counts.RemoveAsync(server, run.CancellationToken));
        await run.Options.StartAsync(run.CancellationToken);

        await run.BecomesAsync("a publication of counts to succeed", () => SucceedsAsync(PublishAsync));

        Task<bool> PublishAsync() =>
            counts.PublishAsync(server, _lifetime, [new(run.Name, 1)], areAll: true, run.CancellationToken).AsTask();
    }

    internal static async Task Runs_fail_while_the_database_is_down_and_work_again_afterwards(SuiteRun run)
    {
        var store = (await run.ConnectAsync()).Runs;
        await WriteAsync();
        await run.Options.StopAsync(run.CancellationToken);

        await Expect.FailsAsync("a write", () => WriteAsync());
        await Expect.FailsAsync("a read", async () => await store.ReadAsync(run.Name, 0, 100, run.CancellationToken));
        await Expect.FailsAsync("a note of a follower", async () => await store.FollowAsync(run.Name, 0, _lifetime, run.CancellationToken));
        await Expect.FailsAsync("a stop", async () => await store.StopAsync(run.Name, run.CancellationToken));
        await run.Options.StartAsync(run.CancellationToken);

        await run.BecomesAsync("a write to succeed", () => SucceedsAsync(WriteAsync));

        Task<RunStoreAnswer> WriteAsync() => store.WriteAsync(
            new RunStoreWrite
            {
                Run = run.Name,
                Header = "header",
                First = 1,
                Events = [],
                MaxEvents = 1,
                Lifetime = _lifetime,
                Alive = _lifetime,
            },
            run.CancellationToken).AsTask();
    }

    private static async Task<bool> SucceedsAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (EventLogException)
        {
            return false;
        }
    }
}
