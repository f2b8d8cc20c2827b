using System.Text;

namespace Sisk.Sse.Testing.Logs;

/// <summary>Runs of resumable pull streams, which any server reads and stops.</summary>
internal static class RunTests
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(200);

    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Run_is_read_by_another_server_as_it_was_written)] = Run_is_read_by_another_server_as_it_was_written,
        [nameof(Unknown_run_is_not_found_and_not_begun_by_others)] = Unknown_run_is_not_found_and_not_begun_by_others,
        [nameof(Events_that_are_written_twice_are_there_once)] = Events_that_are_written_twice_are_there_once,
        [nameof(Events_after_a_position_are_read_in_pages)] = Events_after_a_position_are_read_in_pages,
        [nameof(Latest_events_of_a_long_run_are_kept)] = Latest_events_of_a_long_run_are_kept,
        [nameof(Page_of_a_run_is_bounded_in_bytes)] = Page_of_a_run_is_bounded_in_bytes,
        [nameof(Events_before_the_oldest_that_is_needed_are_removed)] = Events_before_the_oldest_that_is_needed_are_removed,
        [nameof(Run_that_lacks_events_loses_the_earlier_ones)] = Run_that_lacks_events_loses_the_earlier_ones,
        [nameof(End_of_a_run_is_any_text)] = End_of_a_run_is_any_text,
        [nameof(Producer_is_told_how_far_the_furthest_follower_is)] = Producer_is_told_how_far_the_furthest_follower_is,
        [nameof(Producer_is_told_of_a_stop)] = Producer_is_told_of_a_stop,
        [nameof(Followers_are_told_of_events_and_of_the_end)] = Followers_are_told_of_events_and_of_the_end,
        [nameof(Run_whose_producer_is_silent_is_no_longer_alive)] = Run_whose_producer_is_silent_is_no_longer_alive,
        [nameof(Run_expires_after_its_lifetime)] = Run_expires_after_its_lifetime,
    };

    internal static async Task Run_is_read_by_another_server_as_it_was_written(SuiteRun run)
    {
        var (producer, other) = (await StoreAsync(run), await StoreAsync(run));
        await producer.WriteAsync(Write(run, 1, ["a\n", "\0b"]), run.CancellationToken);
        await producer.WriteAsync(Write(run, 3, ["c"], end: "done"), run.CancellationToken);

        var page = await other.ReadAsync(run.Name, after: 0, maxEvents: 100, run.CancellationToken);

        Expect.Equal(("header {x}", 3L, "done", true, 1L), (page!.Header, page.Last, page.End, page.IsAlive, page.First));
        Expect.Sequence(["a\n", "\0b", "c"], Texts(page));
    }

    internal static async Task Unknown_run_is_not_found_and_not_begun_by_others(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.FollowAsync(run.Name, 1, _long, run.CancellationToken);
        await store.StopAsync(run.Name, run.CancellationToken);

        Expect.That(await store.ReadAsync(run.Name, 0, 100, run.CancellationToken) is null, "no run");
        var answer = await store.WriteAsync(Write(run, 1, ["a"]), run.CancellationToken);
        Expect.Equal(false, answer.IsStopped);
    }

    internal static async Task Events_that_are_written_twice_are_there_once(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["a", "b"]), run.CancellationToken);
        await store.WriteAsync(Write(run, 2, ["b", "c"]), run.CancellationToken);

        var page = await store.ReadAsync(run.Name, 0, 100, run.CancellationToken);

        Expect.Equal(3, page!.Last);
        Expect.Sequence(["a", "b", "c"], Texts(page));
    }

    internal static async Task Events_after_a_position_are_read_in_pages(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["1", "2", "3", "4", "5"]), run.CancellationToken);

        var page = await store.ReadAsync(run.Name, after: 2, maxEvents: 2, run.CancellationToken);
        var state = await store.ReadAsync(run.Name, after: 0, maxEvents: 0, run.CancellationToken);
        var none = await store.ReadAsync(run.Name, after: long.MaxValue, maxEvents: 2, run.CancellationToken);

        Expect.Equal((3L, 5L), (page!.First, page.Last));
        Expect.Sequence(["3", "4"], Texts(page));
        Expect.Equal((0L, 5L, 0), (state!.First, state.Last, state.Events.Count));
        Expect.Equal((0L, 5L, 0), (none!.First, none.Last, none.Events.Count));
    }

    internal static async Task Latest_events_of_a_long_run_are_kept(SuiteRun run)
    {
        var store = await StoreAsync(run);
        for (var i = 0; i < 20; i++)
        {
            string[] events = [.. Enumerable.Range((i * 100) + 1, 100).Select(static number => $"{number}")];
            await store.WriteAsync(Write(run, (i * 100) + 1, events, maxEvents: 150), run.CancellationToken);
        }

        var page = await store.ReadAsync(run.Name, after: 0, maxEvents: 5000, run.CancellationToken);

        Expect.That(page!.First > 1, "the first events are removed");
        Expect.That(page.Events.Count >= 150, $"at least 150 events, not {page.Events.Count}");
        Expect.Sequence(Enumerable.Range((int)page.First, page.Events.Count).Select(static number => $"{number}"), Texts(page));
        Expect.Equal(2000L, page.First + page.Events.Count - 1);
    }

    internal static async Task Page_of_a_run_is_bounded_in_bytes(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["one", "two", new string('x', 100_000), "four"]), run.CancellationToken);
        if (await store.ReadAsync(run.Name, after: 0, maxEvents: 100, maxBytes: 1, run.CancellationToken) is { Events.Count: 4 })
        {
            // A store need not have this overload. It then reads any size.
            return;
        }

        await PageIsAsync(after: 0, maxEvents: 100, maxBytes: 6, "one", "two");
        await PageIsAsync(after: 0, maxEvents: 100, maxBytes: 5, "one");
        await PageIsAsync(after: 0, maxEvents: 100, maxBytes: 1, "one");
        await PageIsAsync(after: 0, maxEvents: 1, maxBytes: 6, "one");
        await PageIsAsync(after: 1, maxEvents: 100, maxBytes: 100_002, "two");
        await PageIsAsync(after: 2, maxEvents: 100, maxBytes: 1, new string('x', 100_000));
        await PageIsAsync(after: 2, maxEvents: 100, maxBytes: 100_004, new string('x', 100_000), "four");
        await PageIsAsync(after: 0, maxEvents: 0, maxBytes: 100);

        async Task PageIsAsync(long after, int maxEvents, int maxBytes, params string[] expected)
        {
            var page = await store.ReadAsync(run.Name, after, maxEvents, maxBytes, run.CancellationToken);
            Expect.Equal((4L, expected.Length == 0 ? 0 : after + 1), (page!.Last, page.First));
            Expect.Sequence(expected, Texts(page));
        }
    }

    internal static async Task Events_before_the_oldest_that_is_needed_are_removed(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["1", "2", "3"]), run.CancellationToken);
        await store.WriteAsync(Write(run, 4, ["4", "5"], oldest: 3), run.CancellationToken);
        var some = await store.ReadAsync(run.Name, 0, 100, run.CancellationToken);
        await store.WriteAsync(Write(run, 6, [], end: "end", oldest: 6), run.CancellationToken);
        var none = await store.ReadAsync(run.Name, 0, 100, run.CancellationToken);

        Expect.Equal((3L, 5L), (some!.First, some.Last));
        Expect.Sequence(["3", "4", "5"], Texts(some));
        Expect.Equal((0L, 5L, 0, "end"), (none!.First, none.Last, none.Events.Count, none.End));
    }

    internal static async Task Run_that_lacks_events_loses_the_earlier_ones(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["1", "2"]), run.CancellationToken);
        await store.WriteAsync(Write(run, 5, ["5", "6"]), run.CancellationToken);
        var page = await store.ReadAsync(run.Name, 0, 100, run.CancellationToken);
        await store.WriteAsync(Write(run, 9, [], end: "end"), run.CancellationToken);
        var none = await store.ReadAsync(run.Name, 0, 100, run.CancellationToken);

        Expect.Equal((5L, 6L), (page!.First, page.Last));
        Expect.Sequence(["5", "6"], Texts(page));
        Expect.Equal((0L, 8L, 0), (none!.First, none.Last, none.Events.Count));
    }

    internal static async Task End_of_a_run_is_any_text(SuiteRun run)
    {
        const string End = "Failed data: a\0b größe 日本\n\n";
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["a"], end: End), run.CancellationToken);

        var page = await store.ReadAsync(run.Name, 0, 100, run.CancellationToken);

        Expect.Equal(End, page!.End);
    }

    internal static async Task Producer_is_told_how_far_the_furthest_follower_is(SuiteRun run)
    {
        var (producer, other) = (await StoreAsync(run), await StoreAsync(run));
        var alone = await producer.WriteAsync(Write(run, 1, ["a", "b", "c"]), run.CancellationToken);
        await other.FollowAsync(run.Name, 2, _long, run.CancellationToken);
        await other.FollowAsync(run.Name, 1, _long, run.CancellationToken);
        var followed = await producer.WriteAsync(Write(run, 4, []), run.CancellationToken);
        await other.FollowAsync(run.Name, long.MaxValue - 1, _long, run.CancellationToken);
        var far = await producer.WriteAsync(Write(run, 4, []), run.CancellationToken);
        await other.FollowAsync(run.Name, long.MaxValue, _short, run.CancellationToken);

        Expect.Equal(null, alone.Seen);
        Expect.Equal(2L, followed.Seen);
        Expect.Equal(long.MaxValue - 1, far.Seen);
        await run.BecomesAsync(
            "a follower to be forgotten", async () => (await producer.WriteAsync(Write(run, 4, []), run.CancellationToken)).Seen is null);
    }

    internal static async Task Producer_is_told_of_a_stop(SuiteRun run)
    {
        var (producer, other) = (await StoreAsync(run), await StoreAsync(run));
        var stopped = NewSignal();
        await using var subscription = await producer.SubscribeAsync(
            run.Name, isProducer: true, () => stopped.TrySetResult(true), run.CancellationToken);
        await producer.WriteAsync(Write(run, 1, ["a"]), run.CancellationToken);

        await other.StopAsync(run.Name, run.CancellationToken);

        await run.WithinAsync(stopped.Task);
        Expect.Equal(true, (await producer.WriteAsync(Write(run, 2, []), run.CancellationToken)).IsStopped);
    }

    internal static async Task Followers_are_told_of_events_and_of_the_end(SuiteRun run)
    {
        var (producer, other) = (await StoreAsync(run), await StoreAsync(run));
        await producer.WriteAsync(Write(run, 1, ["a"]), run.CancellationToken);
        var told = NewSignal();
        await using var subscription = await other.SubscribeAsync(
            run.Name, isProducer: false, () => told.TrySetResult(true), run.CancellationToken);

        await producer.WriteAsync(Write(run, 2, ["b"]), run.CancellationToken);
        await run.WithinAsync(told.Task);
        told = NewSignal();
        await producer.WriteAsync(Write(run, 3, [], end: "end"), run.CancellationToken);
        await run.WithinAsync(told.Task);
    }

    internal static async Task Run_whose_producer_is_silent_is_no_longer_alive(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["a"], alive: _short), run.CancellationToken);

        await run.BecomesAsync(
            "a silent producer to be taken for dead",
            async () => await store.ReadAsync(run.Name, 0, 0, run.CancellationToken) is { IsAlive: false });
    }

    internal static async Task Run_expires_after_its_lifetime(SuiteRun run)
    {
        var store = await StoreAsync(run);
        await store.WriteAsync(Write(run, 1, ["a"], lifetime: _short), run.CancellationToken);

        await run.BecomesAsync("a run to expire", async () => await store.ReadAsync(run.Name, 0, 100, run.CancellationToken) is null);
    }

    private static async Task<IRunStore> StoreAsync(SuiteRun run) => (await run.ConnectAsync()).Runs;

    private static RunStoreWrite Write(
        SuiteRun run,
        long first,
        string[] events,
        string? end = null,
        int maxEvents = 1000,
        long oldest = 0,
        TimeSpan? lifetime = null,
        TimeSpan? alive = null) => new()
        {
            Run = run.Name,
            Header = "header {x}",
            First = first,
            Events = Array.ConvertAll(events, static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)),
            End = end,
            MaxEvents = maxEvents,
            OldestNeeded = oldest,
            Lifetime = lifetime ?? _long,
            Alive = alive ?? _long,
        };

    private static IEnumerable<string> Texts(RunStorePage page) => page.Events.Select(SuiteServer.Text);

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
