namespace Sisk.Sse.Testing.Logs;

/// <summary>Order, numbers and retries of what is appended.</summary>
internal static class AppendTests
{
    private const int Servers = 4;
    private const int Batches = 50;

    internal static Dictionary<string, Func<SuiteRun, Task>> All { get; } = new()
    {
        [nameof(Events_get_consecutive_sequences_from_1_on)] = Events_get_consecutive_sequences_from_1_on,
        [nameof(Events_are_read_as_they_were_appended)] = Events_are_read_as_they_were_appended,
        [nameof(Concurrent_batches_of_several_servers_have_neither_gaps_nor_overlaps)] =
            Concurrent_batches_of_several_servers_have_neither_gaps_nor_overlaps,
        [nameof(Batch_that_is_appended_twice_is_in_the_log_once)] = Batch_that_is_appended_twice_is_in_the_log_once,
        [nameof(Batch_that_is_appended_twice_at_once_is_in_the_log_once)] = Batch_that_is_appended_twice_at_once_is_in_the_log_once,
        [nameof(Batch_before_the_last_one_is_not_appended_again)] = Batch_before_the_last_one_is_not_appended_again,
        [nameof(Batch_of_a_shared_producer_is_recognized_from_any_server)] = Batch_of_a_shared_producer_is_recognized_from_any_server,
        [nameof(Each_log_has_its_own_sequence)] = Each_log_has_its_own_sequence,
        [nameof(Events_that_are_needed_are_never_removed)] = Events_that_are_needed_are_never_removed,
        [nameof(Batch_of_which_an_event_is_needed_is_never_removed)] = Batch_of_which_an_event_is_needed_is_never_removed,
        [nameof(Latest_events_are_kept_although_nobody_needs_them)] = Latest_events_are_kept_although_nobody_needs_them,
        [nameof(Events_that_nobody_needs_are_removed_after_a_while)] = Events_that_nobody_needs_are_removed_after_a_while,
    };

    internal static async Task Events_get_consecutive_sequences_from_1_on(SuiteRun run)
    {
        var server = await run.ConnectAsync();

        var first = await server.AppendAsync("a", "b", "c");
        var second = await server.AppendAsync("d");
        var page = await server.ReadAsync();

        Expect.Equal(1, first.Sequence);
        Expect.Equal(4, second.Sequence);
        Expect.Equal(first.Epoch, second.Epoch);
        Expect.Equal(4, page.Sequence);
        Expect.Sequence([3L, 4L], page.Entries.Select(static entry => entry.Last));
        Expect.Equal(first.Epoch, page.Epochs[0].Epoch);
    }

    internal static async Task Events_are_read_as_they_were_appended(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        byte[] every = [.. Enumerable.Range(0, 256).Select(static value => (byte)value)];
        byte[] large = [.. Enumerable.Range(0, 1_000_000).Select(static value => (byte)(value * 7))];
        foreach (var events in (byte[][])[every, large, "\n\0\r"u8.ToArray()])
        {
            await server.AppendAsync(WithEvents(server.Batch(["x"]), events));
        }

        var entries = await server.ReadAllAsync();

        Expect.Equal(3, entries.Count);
        Expect.That(entries[0].Events.Span.SequenceEqual(every), "the first entry has every byte");
        Expect.That(entries[1].Events.Span.SequenceEqual(large), "the second entry has a million bytes");
        Expect.That(entries[2].Events.Span.SequenceEqual("\n\0\r"u8), "the third entry has line ends and NUL");
        Expect.That(entries[0].At <= entries[2].At, "entries have times in order");
    }

    internal static async Task Concurrent_batches_of_several_servers_have_neither_gaps_nor_overlaps(SuiteRun run)
    {
        var servers = new List<SuiteServer>();
        for (var i = 0; i < Servers; i++)
        {
            servers.Add(await run.ConnectAsync());
        }

        await Task.WhenAll(servers.Select((server, index) => Task.Run(async () =>
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                string[] events = [.. Enumerable.Range(0, 1 + (batch % 3)).Select(item => $"{index} {batch} {item}")];
                await server.AppendAsync(events);
            }
        })));

        var entries = await servers[0].ReadAllAsync(maxEntries: 7);
        Expect.Equal(Servers * Batches, entries.Count);
        var next = 1L;
        foreach (var entry in entries)
        {
            next += SuiteServer.Text(entry.Events).Split('\n').Length;
            Expect.Equal(next - 1, entry.Last);
        }

        for (var index = 0; index < Servers; index++)
        {
            var own = entries
                .Select(static entry => SuiteServer.Text(entry.Events))
                .Where(text => text.StartsWith($"{index} ", StringComparison.Ordinal));
            Expect.Sequence(
                Enumerable.Range(0, Batches), own.Select(static text => int.Parse(text.Split(' ')[1], null)), "The batches of one server");
        }
    }

    internal static async Task Batch_that_is_appended_twice_is_in_the_log_once(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var batch = server.Batch(["a", "b"]);

        var first = await server.AppendAsync(batch);
        await (await run.ConnectAsync()).AppendAsync("other");
        var again = await server.AppendAsync(batch);

        Expect.Equal(first, again);
        Expect.Sequence(["a\nb", "other"], (await server.ReadAllAsync()).Select(static entry => SuiteServer.Text(entry.Events)));
    }

    internal static async Task Batch_that_is_appended_twice_at_once_is_in_the_log_once(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var other = await run.ConnectAsync();
        for (var i = 0; i < Batches; i++)
        {
            var batch = server.Batch([$"{i}"]);
            var places = await Task.WhenAll(server.AppendAsync(batch).AsTask(), other.AppendAsync(batch).AsTask());
            Expect.Equal(places[0], places[1]);
        }

        Expect.Sequence(
            Enumerable.Range(0, Batches).Select(static i => $"{i}"),
            (await server.ReadAllAsync()).Select(static entry => SuiteServer.Text(entry.Events)));
    }

    internal static async Task Batch_before_the_last_one_is_not_appended_again(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var (first, second) = (server.Batch(["first"]), server.Batch(["second"]));
        await server.AppendAsync(first);
        await server.AppendAsync(second);

        // An attempt can be on its way for long. Its place is no longer known.
        await server.AppendAsync(first);

        Expect.Sequence(["first", "second"], (await server.ReadAllAsync()).Select(static entry => SuiteServer.Text(entry.Events)));
    }

    internal static async Task Batch_of_a_shared_producer_is_recognized_from_any_server(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        var other = await run.ConnectAsync();
        var places = new List<EventLogPlace>();
        for (var i = 0; i < Batches; i++)
        {
            places.Add(await server.AppendAsync(server.Once($"once-{i}", $"{i}", $"{i}")));
        }

        await other.AppendAsync("between");
        for (var i = 0; i < Batches; i++)
        {
            Expect.Equal(places[i], await other.AppendAsync(other.Once($"once-{i}", $"{i}", $"{i}")));
        }

        var entries = await server.ReadAllAsync();
        Expect.Equal(Batches + 1, entries.Count);
        Expect.Equal((2L * Batches) + 1, entries[^1].Last);
    }

    internal static async Task Each_log_has_its_own_sequence(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        await server.AppendAsync("one");
        foreach (var name in (string[])[run.Name + "/другой {x}:'\"", run.Name.ToUpperInvariant()])
        {
            var other = new SuiteServer(server.Log, name, run.CancellationToken);

            var place = await other.AppendAsync("two");

            Expect.Equal(1, place.Sequence, $"The first sequence of {name}");
            Expect.Sequence(["two"], (await other.ReadAllAsync()).Select(static entry => SuiteServer.Text(entry.Events)));
        }
    }

    internal static async Task Events_that_are_needed_are_never_removed(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        for (var i = 0; i < 300; i++)
        {
            await server.AppendAsync(server.Batch([$"{i}"], oldestNeeded: 200));
        }

        var entries = await server.ReadAllAsync();

        Expect.That(entries[0].Last <= 200, "the event 200 is still there");
        Expect.Equal(300 - entries[0].Last + 1, entries.Count);
    }

    internal static async Task Batch_of_which_an_event_is_needed_is_never_removed(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        for (var i = 0; i < 100; i++)
        {
            // The last event of each batch is a multiple of three.
            await server.AppendAsync(server.Batch(["a", "b", "c"], oldestNeeded: 200));
        }

        var entries = await server.ReadAllAsync();

        Expect.That(entries[0].Last <= 201, $"the events 199 to 201 are still there, but what is there follows {entries[0].Last - 3}");
        Expect.Equal((300 - entries[0].Last + 3) / 3, (long)entries.Count);
    }

    internal static async Task Latest_events_are_kept_although_nobody_needs_them(SuiteRun run)
    {
        const int MinEvents = 100;
        var server = await run.ConnectAsync();
        for (var i = 1; i <= 300; i++)
        {
            await server.AppendAsync(server.Batch([$"{i}"], oldestNeeded: i, minEvents: MinEvents));
        }

        var entries = await server.ReadAllAsync();

        Expect.That(entries.Count >= MinEvents, $"the latest {MinEvents} are kept, not {entries.Count}");
        Expect.Equal(300L, entries[^1].Last);
    }

    internal static async Task Events_that_nobody_needs_are_removed_after_a_while(SuiteRun run)
    {
        var server = await run.ConnectAsync();
        for (var i = 1; i <= 1000; i++)
        {
            await server.AppendAsync(server.Batch([$"{i}"], oldestNeeded: i));
        }

        var entries = await server.ReadAllAsync();

        Expect.That(entries.Count < 500, $"less than half of 1,000 entries are kept, not {entries.Count}");
        Expect.That(entries.Count >= 8, $"the latest 8 are kept, not {entries.Count}");
        Expect.Equal(1000L, entries[^1].Last);
    }

    private static EventLogAppend WithEvents(EventLogAppend batch, byte[] events) => new()
    {
        Log = batch.Log,
        Producer = batch.Producer,
        Number = batch.Number,
        Count = 1,
        Events = events,
        NewEpoch = batch.NewEpoch,
        Seen = batch.Seen,
        Acknowledged = batch.Acknowledged,
        MinEvents = batch.MinEvents,
        Lifetime = batch.Lifetime,
        ProducerLifetime = batch.ProducerLifetime,
    };
}
