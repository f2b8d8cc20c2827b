namespace Sisk.Sse.Testing.Logs;

/// <summary>Lifetimes that are renewed.</summary>
internal static class LifetimeTests
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    internal static Dictionary<string, Func<SuiteRun, Task>> Counts { get; } = new()
    {
        [nameof(Changes_renew_the_lifetime_of_a_server)] = Changes_renew_the_lifetime_of_a_server,
    };

    internal static Dictionary<string, Func<SuiteRun, Task>> Runs { get; } = new()
    {
        [nameof(Writes_renew_the_lifetime_of_a_run)] = Writes_renew_the_lifetime_of_a_run,
    };

    internal static async Task Changes_renew_the_lifetime_of_a_server(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;
        var (renewed, silent) = (run.Name + "renewed", run.Name + "silent");
        await run.BecomesAsync("changes to renew the lifetime of a server", async () =>
        {
            await PublishAsync(renewed, areAll: true);
            await PublishAsync(silent, areAll: true);
            do
            {
                // A busy machine may be late. The test then starts over.
                if (!await PublishAsync(renewed, areAll: false))
                {
                    return false;
                }

                await Task.Delay(_pause, run.CancellationToken);
            }
            while (await counts.SumAsync(silent, run.CancellationToken) > 0);

            // The first lifetime of both is over.
            return await PublishAsync(renewed, areAll: false);
        });

        ValueTask<bool> PublishAsync(string server, bool areAll) =>
            counts.PublishAsync(server, _lifetime, [new(server, 1)], areAll, run.CancellationToken);
    }

    internal static async Task Writes_renew_the_lifetime_of_a_run(SuiteRun run)
    {
        var store = (await run.ConnectAsync()).Runs;
        var attempt = 0;
        await run.BecomesAsync("writes to renew the lifetime of a run", async () =>
        {
            var (renewed, silent) = ($"{run.Name} renewed {++attempt}", $"{run.Name} silent {attempt}");
            await store.WriteAsync(Write(renewed, "event"u8.ToArray()), run.CancellationToken);
            await store.WriteAsync(Write(silent, "event"u8.ToArray()), run.CancellationToken);
            do
            {
                await store.WriteAsync(Write(renewed), run.CancellationToken);
                await Task.Delay(_pause, run.CancellationToken);
            }
            while (await store.ReadAsync(silent, 0, 100, run.CancellationToken) is not null);

            // A write of a run that has expired would have begun it again, without its event.
            return await store.ReadAsync(renewed, 0, 100, run.CancellationToken) is { First: 1, Last: 1, Events.Count: 1 };
        });
    }

    private static RunStoreWrite Write(string name, params byte[][] events) => new()
    {
        Run = name,
        Header = "header",
        First = events.Length > 0 ? 1 : 2,
        Events = Array.ConvertAll(events, static item => (ReadOnlyMemory<byte>)item),
        MaxEvents = 100,
        Lifetime = _lifetime,
        Alive = _lifetime,
    };
}
