namespace Sisk.Sse.Testing.Tests.Logs;

/// <summary>The log in memory passes the suite that it is the model for.</summary>
public sealed class MemoryEventLogTests
{
    public static TheoryData<string> Tests =>
        [.. EventLogSuite.Tests, .. EventLogSuite.ConnectionCountTests, .. EventLogSuite.RunStoreTests];

    [Theory]
    [MemberData(nameof(Tests))]
    public Task Log_in_memory_passes(string test)
    {
        var log = new MemoryEventLog();
        var suite = new EventLogSuite(new EventLogSuiteOptions
        {
            ConnectAsync = _ => ValueTask.FromResult<IEventLog>(log),
            EmptyAsync = _ => Do(log.Clear),
            StopAsync = _ => Do(() => log.IsAvailable = false),
            StartAsync = _ => Do(() => log.IsAvailable = true),
        });
        return suite.RunAsync(test, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Unknown_test_is_rejected_with_its_name()
    {
        var suite = new EventLogSuite(new EventLogSuiteOptions
        {
            ConnectAsync = _ => ValueTask.FromResult<IEventLog>(new MemoryEventLog()),
            EmptyAsync = _ => default,
            StopAsync = _ => default,
            StartAsync = _ => default,
        });

        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => suite.RunAsync("No such test", TestContext.Current.CancellationToken));

        Assert.StartsWith("There is no test 'No such test'.", failure.Message, StringComparison.Ordinal);
    }

    private static ValueTask Do(Action action)
    {
        action();
        return default;
    }
}
