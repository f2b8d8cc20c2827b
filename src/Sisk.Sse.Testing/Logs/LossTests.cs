namespace Sisk.Sse.Testing.Logs;

/// <summary>
/// Logs that have lost events, or were set back to an earlier state. Servers detect it by the places that they have seen. No client may
/// resume across the loss, so earlier epochs are gone.
/// </summary>
internal static class LossTests
{
    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Emptied_log_begins_a_new_epoch)] = Emptied_log_begins_a_new_epoch,
        [nameof(Read_behind_the_end_of_the_log_finds_the_loss)] = Read_behind_the_end_of_the_log_finds_the_loss,
        [nameof(Append_after_an_acknowledged_event_that_is_lost_finds_the_loss)] =
            Append_after_an_acknowledged_event_that_is_lost_finds_the_loss,
        [nameof(Append_of_a_server_that_has_read_more_finds_the_loss)] = Append_of_a_server_that_has_read_more_finds_the_loss,
        [nameof(Loss_that_several_servers_find_begins_one_epoch)] = Loss_that_several_servers_find_begins_one_epoch,
        [nameof(Log_that_comes_back_is_not_taken_for_the_one_that_was_abandoned)] =
            Log_that_comes_back_is_not_taken_for_the_one_that_was_abandoned,
        [nameof(Servers_are_told_of_a_loss_with_the_next_batch)] = Servers_are_told_of_a_loss_with_the_next_batch,
        [nameof(Places_that_the_log_still_has_are_no_loss)] = Places_that_the_log_still_has_are_no_loss,
    };

    internal static async Task Emptied_log_begins_a_new_epoch(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var seen = await server.AppendAsync("lost");
        await run.Options.EmptyAsync(run.CancellationToken);

        var page = await server.ReadAsync(after: seen.Sequence, seen: seen);

        Expect.That(page.Epochs.All(epoch => epoch.Epoch != seen.Epoch), "the epoch before the loss is gone");
        Expect.Equal(0, page.Entries.Count);
        var next = await server.AppendAsync(server.Batch(["next"], seen: new(page.Epochs[0].Epoch, page.Sequence)));
        Expect.Equal(page.Epochs[0].Epoch, next.Epoch);
    }

    internal static async Task Read_behind_the_end_of_the_log_finds_the_loss(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("a");

        var page = await server.ReadAsync(after: 5, seen: first with { Sequence = 5 });

        Expect.Equal(1, page.Epochs.Count);
        Expect.That(page.Epochs[0].Epoch != first.Epoch, "a new epoch");
    }

    internal static async Task Append_after_an_acknowledged_event_that_is_lost_finds_the_loss(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("a");

        var next = await server.AppendAsync(server.Batch(["b"], seen: first, acknowledged: first with { Sequence = 7 }));

        Expect.That(next.Epoch != first.Epoch, "a new epoch");
        Expect.Equal(1, (await server.ReadAsync()).Epochs.Count);
    }

    internal static async Task Append_of_a_server_that_has_read_more_finds_the_loss(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("a");

        var next = await server.AppendAsync(server.Batch(["b"], seen: first with { Sequence = 9 }));

        Expect.That(next.Epoch != first.Epoch, "a new epoch");
        Expect.Equal(2, next.Sequence);
    }

    internal static async Task Loss_that_several_servers_find_begins_one_epoch(SuiteRun run)
    {
        var (one, two) = (await run.ConnectAsync(), await run.ConnectAsync());
        var lost = new EventLogPlace(SuiteServer.NewEpoch(), 5);
        await one.AppendAsync("a");

        var first = await one.AppendAsync(one.Batch(["b"], seen: lost));
        var second = await two.AppendAsync(two.Batch(["c"], seen: lost, acknowledged: lost));
        var page = await two.ReadAsync(seen: lost, after: 5);

        Expect.Equal(first.Epoch, second.Epoch);
        Expect.Sequence([first.Epoch], page.Epochs.Select(static epoch => epoch.Epoch));
    }

    internal static async Task Log_that_comes_back_is_not_taken_for_the_one_that_was_abandoned(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("a");
        var abandoned = first with { Sequence = 3 };

        var page = await server.ReadAsync(abandoned: abandoned);
        var again = await server.ReadAsync(abandoned: abandoned);

        Expect.That(page.Epochs.All(epoch => epoch.Epoch != first.Epoch), "the abandoned epoch is gone");
        Expect.Sequence(page.Epochs, again.Epochs);
    }

    internal static async Task Servers_are_told_of_a_loss_with_the_next_batch(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("a");
        await using var subscriber = await server.SubscribeAsync();

        var next = await server.AppendAsync(server.Batch(["b"], seen: first with { Sequence = 9 }));

        var news = await run.WithinAsync(subscriber.NextAsync(run.CancellationToken));
        Expect.Equal((next.Epoch, 2L), (news.Epoch, news.First));
        Expect.That(news.Previous != first.Epoch && news.Previous != next.Epoch, "a previous epoch that no server has");
    }

    internal static async Task Places_that_the_log_still_has_are_no_loss(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var first = await server.AppendAsync("a", "b");
        var nothing = new EventLogPlace(SuiteServer.NewEpoch(), 0);

        var next = await server.AppendAsync(
            server.Batch(["c"], seen: first with { Sequence = 2 }, acknowledged: first with { Sequence = 2 }));
        var page = await server.ReadAsync(after: 1, seen: first, abandoned: nothing);

        Expect.Equal(first.Epoch, next.Epoch);
        Expect.Sequence([first.Epoch], page.Epochs.Select(static epoch => epoch.Epoch));
    }
}
