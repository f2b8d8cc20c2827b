namespace Sisk.Sse.Testing.Logs;

/// <summary>Calls whose token is canceled before they begin.</summary>
internal static class CancellationTests
{
    private static readonly CancellationToken _canceled = new(canceled: true);
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(15);

    internal static Dictionary<string, Func<SuiteRun, Task>> Logs { get; } = new()
    {
        [nameof(Calls_with_a_canceled_token_end_and_append_nothing)] = Calls_with_a_canceled_token_end_and_append_nothing,
    };

    internal static Dictionary<string, Func<SuiteRun, Task>> Counts { get; } = new()
    {
        [nameof(Calls_with_a_canceled_token_end_and_count_nothing)] = Calls_with_a_canceled_token_end_and_count_nothing,
    };

    internal static Dictionary<string, Func<SuiteRun, Task>> Runs { get; } = new()
    {
        [nameof(Calls_with_a_canceled_token_end_and_begin_no_run)] = Calls_with_a_canceled_token_end_and_begin_no_run,
    };

    internal static async Task Calls_with_a_canceled_token_end_and_append_nothing(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var canceled = new SuiteServer(server.Log, run.Name, _canceled);
        await server.AppendAsync("before");

        await Expect.CancelsAsync("an append", async () => await canceled.AppendAsync("never"));
        await Expect.CancelsAsync("a read", async () => await canceled.ReadAsync());
        await using var subscribed = await server.SubscribeAsync();
        await Expect.CancelsAsync("a subscription", canceled.SubscribeAsync);

        await server.AppendAsync("after");
        Expect.Sequence(["before", "after"], (await server.ReadAllAsync()).Select(static entry => SuiteServer.Text(entry.Events)));
    }

    internal static async Task Calls_with_a_canceled_token_end_and_count_nothing(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;
        var (server, other, name) = (run.Name + "server", run.Name + "other", run.Name + "name");
        await counts.PublishAsync(server, _lifetime, [], areAll: true, run.CancellationToken);

        await Expect.CancelsAsync(
            "a change", async () => await counts.PublishAsync(server, _lifetime, [new(name, 1)], areAll: false, _canceled));
        await Expect.CancelsAsync("a claim", async () => await counts.TryClaimAsync(server, name, _canceled));
        await Expect.CancelsAsync("a sum", async () => await counts.SumAsync(name, _canceled));

        Expect.Equal(0, await counts.SumAsync(name, run.CancellationToken));
        await counts.PublishAsync(other, _lifetime, [new(name, 1)], areAll: true, run.CancellationToken);
        await Expect.CancelsAsync("a removal", async () => await counts.RemoveAsync(other, _canceled));
        Expect.Equal(1, await counts.SumAsync(name, run.CancellationToken));
    }

    internal static async Task Calls_with_a_canceled_token_end_and_begin_no_run(SuiteRun run)
    {
        var store = (await run.ConnectAsync()).Runs;
        var write = new RunStoreWrite
        {
            Run = run.Name,
            Header = "header",
            First = 1,
            Events = ["event"u8.ToArray()],
            MaxEvents = 100,
            Lifetime = _lifetime,
            Alive = _lifetime,
        };

        await Expect.CancelsAsync("a write", async () => await store.WriteAsync(write, _canceled));
        Expect.That(await store.ReadAsync(run.Name, 0, 100, run.CancellationToken) is null, "no run");

        await store.WriteAsync(write, run.CancellationToken);
        await Expect.CancelsAsync("a read", async () => await store.ReadAsync(run.Name, 0, 100, _canceled));
        await Expect.CancelsAsync("a follower", async () => await store.FollowAsync(run.Name, 1, _lifetime, _canceled));
        await Expect.CancelsAsync("a stop", async () => await store.StopAsync(run.Name, _canceled));
        await Expect.CancelsAsync(
            "a subscription", async () => await store.SubscribeAsync(run.Name, isProducer: true, static () => { }, _canceled));

        Expect.Equal(new RunStoreAnswer(null, false), await store.WriteAsync(write, run.CancellationToken));
    }
}
