using Sisk.Sse.Testing.Logs;

namespace Sisk.Sse.Testing;

/// <summary>
/// The tests that every <see cref="IEventLog"/> must pass, for any test framework. They run one after the other, because some stop or empty
/// the database.
/// </summary>
/// <example>
/// <code>
/// public static TheoryData&lt;string&gt; Tests =>
///     [.. EventLogSuite.Tests, .. EventLogSuite.ConnectionCountTests, .. EventLogSuite.RunStoreTests];
///
/// [Theory, MemberData(nameof(Tests))]
/// public Task Log_passes(string test) => new EventLogSuite(options).RunAsync(test, TestContext.Current.CancellationToken);
/// </code>
/// </example>
/// <param name="options">The database.</param>
public sealed class EventLogSuite(EventLogSuiteOptions options)
{
    private static readonly Dictionary<string, Func<SuiteRun, Task>> _logs =
        Named(
        [
            .. AppendTests.All, .. ReadTests.All, .. SubscriptionTests.All, .. LossTests.All, .. OutageTests.All, .. CancellationTests.Logs,
        ]);

    private static readonly Dictionary<string, Func<SuiteRun, Task>> _counts =
        Named([.. CountTests.All, .. LifetimeTests.Counts, .. OutageTests.Counts, .. CancellationTests.Counts]);
    private static readonly Dictionary<string, Func<SuiteRun, Task>> _runs =
        Named([.. RunTests.All, .. LifetimeTests.Runs, .. OutageTests.Runs, .. CancellationTests.Runs]);

    /// <summary>Gets the names of the tests of every log. Each is a sentence that says what holds.</summary>
    public static IReadOnlyCollection<string> Tests => _logs.Keys;

    /// <summary>Gets the names of the tests of a log that implements <see cref="IConnectionCounts"/>.</summary>
    public static IReadOnlyCollection<string> ConnectionCountTests => _counts.Keys;

    /// <summary>Gets the names of the tests of a log that implements <see cref="IRunStore"/>.</summary>
    public static IReadOnlyCollection<string> RunStoreTests => _runs.Keys;

    /// <summary>Runs a test.</summary>
    /// <param name="test">One of <see cref="Tests"/>, <see cref="ConnectionCountTests"/> or <see cref="RunStoreTests"/>.</param>
    /// <param name="cancellationToken">A token that cancels the test.</param>
    /// <returns>A task that completes when the test has passed.</returns>
    /// <exception cref="EventStreamTestException">The log does not do what the test expects.</exception>
    /// <exception cref="ArgumentException">There is no such test.</exception>
    public async Task RunAsync(string test, CancellationToken cancellationToken = default)
    {
        if (!_logs.TryGetValue(test, out var body) && !_counts.TryGetValue(test, out body) && !_runs.TryGetValue(test, out body))
        {
            throw new ArgumentException($"There is no test '{test}'. Use one of EventLogSuite.Tests.", nameof(test));
        }

        await using var run = new SuiteRun(options, cancellationToken);
        await body(run).ConfigureAwait(false);
    }

    private static Dictionary<string, Func<SuiteRun, Task>> Named(IEnumerable<KeyValuePair<string, Func<SuiteRun, Task>>> tests) =>
        tests.ToDictionary(static test => test.Key.Replace('_', ' '), static test => test.Value, StringComparer.Ordinal);
}
