namespace Sisk.Sse.Testing.Logs;

/// <summary>Pages, and the state of the log that they report.</summary>
internal static class ReadTests
{
    /// <summary>Clocks are set while they run, and have limited digits.</summary>
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(30);

    private const int Batches = 100;

    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(New_log_has_one_epoch_and_no_entries)] = New_log_has_one_epoch_and_no_entries,
        [nameof(Entry_has_the_time_at_which_it_was_appended)] = Entry_has_the_time_at_which_it_was_appended,
        [nameof(Pages_hold_at_most_the_entries_and_bytes_that_were_asked_for)] =
            Pages_hold_at_most_the_entries_and_bytes_that_were_asked_for,
        [nameof(Entry_that_is_larger_than_a_page_is_a_page_of_its_own)] = Entry_that_is_larger_than_a_page_is_a_page_of_its_own,
        [nameof(Read_after_the_largest_sequence_gets_the_end_of_the_log_without_entries)] =
            Read_after_the_largest_sequence_gets_the_end_of_the_log_without_entries,
        [nameof(Page_shows_the_log_as_it_was_at_one_moment)] = Page_shows_the_log_as_it_was_at_one_moment,
        [nameof(Two_servers_see_the_same_log)] = Two_servers_see_the_same_log,
    };

    internal static async Task New_log_has_one_epoch_and_no_entries(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var before = DateTimeOffset.UtcNow.AddHours(-1);

        var page = await server.ReadAsync();
        var again = await server.ReadAsync();

        Expect.Equal(1, page.Epochs.Count);
        Expect.Equal(10, page.Epochs[0].Epoch.Length);
        Expect.Equal((0L, 0, false), (page.Sequence, page.Entries.Count, page.HasMore));
        Expect.Sequence(page.Epochs, again.Epochs);
        Expect.That(page.Now > before && page.Now < before.AddHours(2), $"the time is about now, not {page.Now}");
    }

    internal static async Task Entry_has_the_time_at_which_it_was_appended(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var before = (await server.ReadAsync()).Now;
        await server.AppendAsync("a");

        var page = await server.ReadAsync();

        var at = page.Entries.Single().At;
        var isRight = at >= before - _tolerance && at <= page.Now + _tolerance;
        Expect.That(isRight, $"the time of the entry is from {before} to {page.Now}, not {at}");
    }

    internal static async Task Pages_hold_at_most_the_entries_and_bytes_that_were_asked_for(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        for (var i = 1; i <= 40; i++)
        {
            await server.AppendAsync(new string('x', 100));
        }

        var few = await server.ReadAsync(after: 10, maxEntries: 7);
        var small = await server.ReadAsync(after: 10, maxBytes: 350);
        var last = await server.ReadAsync(after: 39);

        Expect.Equal((true, 17L), (few.HasMore, few.Entries[^1].Last));
        Expect.Sequence([11L, 12, 13, 14, 15, 16, 17], few.Entries.Select(static entry => entry.Last));
        Expect.Sequence([11L, 12, 13], small.Entries.Select(static entry => entry.Last));
        Expect.Equal(true, small.HasMore);
        Expect.Equal((false, 40L), (last.HasMore, last.Entries.Single().Last));
    }

    internal static async Task Entry_that_is_larger_than_a_page_is_a_page_of_its_own(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        await server.AppendAsync(new string('x', 1000));
        await server.AppendAsync("small");

        var page = await server.ReadAsync(maxBytes: 10);

        Expect.Equal((1000, true), (page.Entries.Single().Events.Length, page.HasMore));
    }

    internal static async Task Read_after_the_largest_sequence_gets_the_end_of_the_log_without_entries(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        await server.AppendAsync("a", "b");

        var page = await server.ReadAsync(after: long.MaxValue);

        Expect.Equal((2L, 0, false), (page.Sequence, page.Entries.Count, page.HasMore));
    }

    internal static async Task Page_shows_the_log_as_it_was_at_one_moment(SuiteRun run)
    {
        var (writer, reader) = (await run.ConnectAsync(), await run.ConnectAsync());
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Batches; i++)
            {
                await writer.AppendAsync($"{i}");
            }
        });
        try
        {
            for (var last = 0L; last < Batches && !writing.IsFaulted;)
            {
                var page = await reader.ReadAsync(after: last);

                // A server takes events that are missing at the end of the log for lost.
                last = page.Entries.Count == 0 ? last : page.Entries[^1].Last;
                Expect.Equal((false, page.Sequence), (page.HasMore, last), "A page to the end of the log, and its last entry");
            }
        }
        finally
        {
            await writing;
        }
    }

    internal static async Task Two_servers_see_the_same_log(SuiteRun run)
    {
        var (one, two) = (await run.ConnectAsync(), await run.ConnectAsync());
        await one.AppendAsync("from one");
        await two.AppendAsync("from two");

        var (here, there) = (await one.ReadAsync(), await two.ReadAsync());

        Expect.Sequence(here.Epochs, there.Epochs);
        Expect.Sequence(["from one", "from two"], there.Entries.Select(static entry => SuiteServer.Text(entry.Events)));
        Expect.Sequence(here.Entries.Select(static entry => entry.At), there.Entries.Select(static entry => entry.At));
    }
}
