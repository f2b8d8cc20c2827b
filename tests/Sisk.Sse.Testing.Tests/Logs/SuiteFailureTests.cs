using System.Collections.Concurrent;
using Sisk.Sse.Testing.Tests.Support;

namespace Sisk.Sse.Testing.Tests.Logs;

/// <summary>The suite says what a log does not do, and does not wait for it forever.</summary>
public sealed class SuiteFailureTests
{
    public static TheoryData<string, string> Hanging => new()
    {
        { "Events get consecutive sequences from 1 on", "AppendAsync" },
        { "New log has one epoch and no entries", "ReadAsync" },
        { "Each server is told of each batch in order", "SubscribeAsync" },
        { "Counts of all servers are added", "PublishAsync" },
        { "Run is read by another server as it was written", "WriteAsync" },
    };

    public static TheoryData<string, string> Wrong => new()
    {
        { nameof(TornLog), "Page shows the log as it was at one moment" },
        { nameof(CaselessLog), "Each log has its own sequence" },
        { nameof(ReusingLog), "Each server is told of each batch in order" },
        { nameof(HastyLog), "Batch can be read when its servers are told" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Log_with_a_fault_fails_a_test(string log, string test)
    {
        var (memory, subscribers) = (new MemoryEventLog(), new List<IEventLogSubscriber>());
        var (read, appended) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var reads = new SemaphoreSlim(0);

        await FailsAsync(
            test,
            () => log switch
            {
                nameof(TornLog) => new TornLog(memory, read, appended),
                nameof(CaselessLog) => new CaselessLog(memory),
                nameof(ReusingLog) => new ReusingLog(memory, size: 1000),
                _ => new HastyLog(memory, subscribers, reads),
            },
            TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("Calls fail while the database is down and work again afterwards")]
    [InlineData("Counts fail while the database is down and work again afterwards")]
    [InlineData("Runs fail while the database is down and work again afterwards")]
    public async Task Log_that_throws_the_exceptions_of_its_database_fails(string test)
    {
        var memory = new MemoryEventLog();

        var failure = await FailsAsync(test, () => new RawLog(memory), stop: () => memory.IsAvailable = false);

        Assert.Contains("It failed with System.IO.IOException", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_reads_runs_of_any_size_passes()
    {
        var memory = new MemoryEventLog();

        await CreateSuite(() => new RawLog(memory), TimeSpan.FromSeconds(20))
            .RunAsync("Page of a run is bounded in bytes", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Each server is told of each batch in order")]
    [InlineData("Large batch is told whole or without its events")]
    public async Task Log_whose_notifications_hold_no_events_passes(string test)
    {
        var memory = new MemoryEventLog();

        await CreateSuite(() => new ReusingLog(memory, size: 0), TimeSpan.FromSeconds(20)).RunAsync(
            test, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Hanging))]
    public async Task Call_that_never_ends_fails_the_test_with_its_name(string test, string call)
    {
        var failure = await FailsAsync(test, static () => new HangingLog());

        Assert.Contains(call, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Each server is told of each batch in order", "a notification")]
    [InlineData("Full server is told that it missed something", "OnMissed")]
    [InlineData("Producer is told of a stop", "a notification")]
    public async Task Notification_that_never_comes_fails_the_test_with_what_is_missing(string test, string missing)
    {
        var log = new MemoryEventLog();

        var failure = await FailsAsync(test, () => new DeafLog(log));

        Assert.Contains(missing, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Counts of all servers are added", "IConnectionCounts")]
    [InlineData("Run is read by another server as it was written", "IRunStore")]
    public async Task Log_without_an_optional_part_fails_the_tests_of_that_part(string test, string part)
    {
        var failure = await FailsAsync(test, static () => new PlainLog());

        Assert.Contains($"PlainLog does not implement {part}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server that is silent for its lifetime no longer counts", false)]
    [InlineData("Name is claimed by one of two servers", true)]
    public async Task Log_that_refuses_a_name_that_no_other_live_server_has_fails(string test, bool refusesItsOwner)
    {
        var (log, owners) = (new MemoryEventLog(), new ConcurrentDictionary<string, string>(StringComparer.Ordinal));

        var failure = await FailsAsync(test, () => new JealousLog(log, owners, refusesItsOwner), TimeSpan.FromSeconds(20));

        Assert.Contains("claim", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Timeout.Infinite)]
    public void Time_out_that_is_not_positive_is_rejected_where_it_is_set(int timeout)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(
            () => CreateSuite(() => new MemoryEventLog(), TimeSpan.FromMilliseconds(timeout)));

        Assert.StartsWith(
            "The timeout must be positive, so that the database has time to respond.", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<EventStreamTestException> FailsAsync(
        string test, Func<IEventLog> connect, TimeSpan? timeout = null, Action? stop = null)
    {
        var suite = CreateSuite(connect, timeout ?? TimeSpan.FromMilliseconds(50), stop);
        return Assert.ThrowsAsync<EventStreamTestException>(
            () => suite.RunAsync(test, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static EventLogSuite CreateSuite(Func<IEventLog> connect, TimeSpan timeout, Action? stop = null) => new(new EventLogSuiteOptions
    {
        ConnectAsync = _ => ValueTask.FromResult(connect()),
        EmptyAsync = static _ => default,
        StopAsync = _ =>
        {
            stop?.Invoke();
            return default;
        },
        StartAsync = static _ => default,
        Timeout = timeout,
    });
}
