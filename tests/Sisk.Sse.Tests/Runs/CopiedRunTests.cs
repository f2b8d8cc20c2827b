using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Runs;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Runs that are copied to a shared log over a slow connection.</summary>
public sealed class CopiedRunTests
{
    private const int EventBytes = 200_000;

    private readonly FailingLog _log = new(new MemoryEventLog());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_whose_write_times_out_are_written_in_smaller_parts()
    {
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddSingleton<RunProbe>().AddScoped<RunScope>(),
            streams: builder => builder.AddEventLog(_ => _log, static _ => new EventLogOptions()));
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("first");
        Assert.Equal("first", await reading.NextDataAsync());
        var run = reading.LastEventId.Split('-')[0];

        // At least two of these events are written at a time.
        _log.RunFailure = new EventLogException("The log is away.", mayBeDone: false);
        string[] words = [.. "abc".Select(static letter => new string(letter, EventBytes))];
        talk.Say(words);
        Assert.Equal(words, await reading.TakeAsync(words.Length));
        (_log.TimesOutFrom, _log.RunFailure) = (2 * EventBytes, null);
        talk.End();
        await reading.RestAsync();

        var stored = await _log.StoredAsync(run, static page => page.End is not null);
        Assert.Equal(4, stored.Last);
        Assert.Equal([1, 2, 3, 4], Enumerable.Range((int)stored.First, stored.Events.Count));
    }

    [Fact]
    public async Task Page_that_times_out_is_read_in_smaller_parts()
    {
        await _log.WriteAsync(Write(1, end: null, new byte[EventBytes], new byte[EventBytes], new byte[EventBytes]), Cancellation);
        _log.TimesOutFrom = 2 * EventBytes;
        var run = new RemoteRun("run", _log, TimeProvider.System);

        var position = 0L;
        while (position < 3)
        {
            var slice = await Signal.WithinAsync(run.ReadAsync(position, Cancellation).AsTask());
            Assert.Equal((position + 1, false), (slice.Last, slice.HasGap));
            position = slice.Last;
        }
    }

    [Fact]
    public async Task Client_is_told_of_a_gap_when_the_last_events_are_no_longer_kept()
    {
        await _log.WriteAsync(Write(1, RunEndText.Format(RunEnd.Stopped), [1], [2], [3]), Cancellation);
        await _log.WriteAsync(Write(4, end: null), Cancellation);
        var run = new RemoteRun("run", _log, TimeProvider.System);

        var behind = await run.ReadAsync(2, Cancellation);
        var complete = await run.ReadAsync(3, Cancellation);

        Assert.Equal((true, 3L, RunState.Stopped), (behind.HasGap, behind.Last, behind.End!.State));
        Assert.Equal((false, 3L, RunState.Stopped), (complete.HasGap, complete.Last, complete.End!.State));
    }

    private static RunStoreWrite Write(long first, string? end, params byte[][] events) => new()
    {
        Run = "run",
        Header = "header",
        First = first,
        Events = Array.ConvertAll(events, static bytes => (ReadOnlyMemory<byte>)bytes),
        End = end,
        MaxEvents = 100,
        OldestNeeded = first,
        Lifetime = TimeSpan.FromMinutes(1),
        Alive = TimeSpan.FromMinutes(1),
    };
}
