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

        await FailsAsync(
            test,
            () => log switch
            {
                nameof(TornLog) => new TornLog(memory),
                nameof(CaselessLog) => new CaselessLog(memory),
                nameof(ReusingLog) => new ReusingLog(memory),
                _ => new HastyLog(memory, subscribers),
            },
            TimeSpan.FromSeconds(20));
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

    private static Task<EventStreamTestException> FailsAsync(string test, Func<IEventLog> connect, TimeSpan? timeout = null)
    {
        var suite = new EventLogSuite(new EventLogSuiteOptions
        {
            ConnectAsync = _ => ValueTask.FromResult(connect()),
            EmptyAsync = static _ => default,
            StopAsync = static _ => default,
            StartAsync = static _ => default,
            Timeout = timeout ?? TimeSpan.FromMilliseconds(50),
        });
        return Assert.ThrowsAsync<EventStreamTestException>(
            () => suite.RunAsync(test, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
