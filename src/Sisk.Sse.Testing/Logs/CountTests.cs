using System.Security.Cryptography;

namespace Sisk.Sse.Testing.Logs;

/// <summary>Connection counts of several servers.</summary>
internal static class CountTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(2);

    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Counts_of_all_servers_are_added)] = Counts_of_all_servers_are_added,
        [nameof(All_counts_of_a_server_replace_its_earlier_ones)] = All_counts_of_a_server_replace_its_earlier_ones,
        [nameof(Server_that_is_removed_no_longer_counts)] = Server_that_is_removed_no_longer_counts,
        [nameof(Server_that_is_silent_for_its_lifetime_no_longer_counts)] = Server_that_is_silent_for_its_lifetime_no_longer_counts,
        [nameof(Changes_of_an_unknown_server_are_not_taken)] = Changes_of_an_unknown_server_are_not_taken,
        [nameof(Name_is_claimed_by_one_of_two_servers)] = Name_is_claimed_by_one_of_two_servers,
        [nameof(Unknown_server_can_claim_nothing)] = Unknown_server_can_claim_nothing,
        [nameof(Any_name_is_counted_and_claimed)] = Any_name_is_counted_and_claimed,
    };

    internal static async Task Counts_of_all_servers_are_added(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;
        await PublishAsync(run, counts, "one", ("a", 2), ("b", 5));
        await PublishAsync(run, (await run.ConnectAsync()).Counts, "two", ("a", 3));

        Expect.Equal(5, await SumAsync(run, counts, "a"));
        Expect.Equal(5, await SumAsync(run, counts, "b"));
        Expect.Equal(0, await SumAsync(run, counts, "c"));

        Expect.Equal(true, await ChangeAsync(run, counts, "one", ("a", 1), ("b", 0)));
        Expect.Equal(4, await SumAsync(run, counts, "a"));
        Expect.Equal(0, await SumAsync(run, counts, "b"));
    }

    internal static async Task All_counts_of_a_server_replace_its_earlier_ones(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;
        await PublishAsync(run, counts, "one", ("a", 2), ("b", 5));

        await PublishAsync(run, counts, "one", ("b", 1));

        Expect.Equal((0L, 1L), (await SumAsync(run, counts, "a"), await SumAsync(run, counts, "b")));
    }

    internal static async Task Server_that_is_removed_no_longer_counts(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;
        await PublishAsync(run, counts, "one", ("a", 2));

        await counts.RemoveAsync(run.Name + "one", run.CancellationToken);

        Expect.Equal(0, await SumAsync(run, counts, "a"));
    }

    internal static async Task Server_that_is_silent_for_its_lifetime_no_longer_counts(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;
        await counts.PublishAsync(run.Name + "silent", _short, [new(run.Name + "a", 2)], areAll: true, run.CancellationToken);

        await run.BecomesAsync("a silent server to be forgotten", async () =>
        {
            await counts.PublishAsync(run.Name + "alive", _short, [new(run.Name + "a", 1)], areAll: true, run.CancellationToken);
            return await SumAsync(run, counts, "a") == 1;
        });

        await PublishAsync(run, counts, "alive", ("b", 1));
        Expect.Equal(true, await counts.TryClaimAsync(run.Name + "alive", run.Name + "a", run.CancellationToken));
    }

    internal static async Task Changes_of_an_unknown_server_are_not_taken(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;

        Expect.Equal(false, await ChangeAsync(run, counts, "unknown", ("a", 1)));
        Expect.Equal(0, await SumAsync(run, counts, "a"));
    }

    internal static async Task Name_is_claimed_by_one_of_two_servers(SuiteRun run)
    {
        var (one, two) = ((await run.ConnectAsync()).Counts, (await run.ConnectAsync()).Counts);
        await PublishAsync(run, one, "one", ("x", 1));
        await PublishAsync(run, two, "two", ("x", 1));
        for (var i = 0; i < 20; i++)
        {
            var claims = await Task.WhenAll(
                one.TryClaimAsync(run.Name + "one", $"{run.Name} {i}", run.CancellationToken).AsTask(),
                two.TryClaimAsync(run.Name + "two", $"{run.Name} {i}", run.CancellationToken).AsTask());
            Expect.Equal(1, claims.Count(static claim => claim is true));
            Expect.Equal(1, claims.Count(static claim => claim is false));
            var (winner, name) = claims[0] is true ? (one, "one") : (two, "two");
            Expect.Equal(true, await winner.TryClaimAsync(run.Name + name, $"{run.Name} {i}", run.CancellationToken));
        }
    }

    internal static async Task Unknown_server_can_claim_nothing(SuiteRun run)
    {
        var counts = (await run.ConnectAsync()).Counts;

        Expect.Equal(null, await counts.TryClaimAsync(run.Name + "unknown", run.Name + "a", run.CancellationToken));
    }

    internal static async Task Any_name_is_counted_and_claimed(SuiteRun run)
    {
        // A client chooses the keys in its names. Random letters cannot be compressed.
        var letters = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 5000);
        string[] names = ["", "case", "CASE", letters, letters + "0", "a\0b", "a\0c", "größe 日本 😀", "'\"\\%_{}:#\n\u0001\u007f"];
        var (one, two) = ((await run.ConnectAsync()).Counts, (await run.ConnectAsync()).Counts);
        await PublishAsync(run, two, "two", ("other", 1));
        await PublishAsync(run, one, "one", [.. names.Select(static (name, i) => (name, i + 1))]);

        for (var i = 0; i < names.Length; i++)
        {
            Expect.Equal(i + 1L, await SumAsync(run, two, names[i]));
            Expect.Equal(false, await two.TryClaimAsync(run.Name + "two", run.Name + names[i], run.CancellationToken));
            Expect.Equal(true, await ChangeAsync(run, one, "one", (names[i], 0)));
            Expect.Equal(true, await two.TryClaimAsync(run.Name + "two", run.Name + names[i], run.CancellationToken));
        }
    }

    private static async Task PublishAsync(SuiteRun run, IConnectionCounts counts, string server, params (string Name, int Count)[] all) =>
        Expect.That(
            await counts.PublishAsync(run.Name + server, _long, Named(run, all), areAll: true, run.CancellationToken),
            "all counts are taken");

    private static ValueTask<bool> ChangeAsync(
        SuiteRun run, IConnectionCounts counts, string server, params (string Name, int Count)[] changes) =>
        counts.PublishAsync(run.Name + server, _long, Named(run, changes), areAll: false, run.CancellationToken);

    private static ValueTask<long> SumAsync(SuiteRun run, IConnectionCounts counts, string name) =>
        counts.SumAsync(run.Name + name, run.CancellationToken);

    private static KeyValuePair<string, int>[] Named(SuiteRun run, (string Name, int Count)[] counts) =>
        Array.ConvertAll(counts, count => KeyValuePair.Create(run.Name + count.Name, count.Count));
}
