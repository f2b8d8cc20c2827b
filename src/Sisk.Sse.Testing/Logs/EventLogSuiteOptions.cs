namespace Sisk.Sse.Testing;

/// <summary>The database that <see cref="EventLogSuite"/> tests, and what a test must be able to do to it.</summary>
public sealed class EventLogSuiteOptions
{
    /// <summary>
    /// Gets the delegate that connects one more server to the database, with a log and its own connection. The test disposes it.
    /// </summary>
    public required Func<CancellationToken, ValueTask<IEventLog>> ConnectAsync { get; init; }

    /// <summary>Gets the delegate that removes all logs and counts, as a database does that loses its data.</summary>
    public required Func<CancellationToken, ValueTask> EmptyAsync { get; init; }

    /// <summary>
    /// Gets the delegate that stops the database, or cuts all connections to it. Calls must fail in a few seconds from then on.
    /// </summary>
    public required Func<CancellationToken, ValueTask> StopAsync { get; init; }

    /// <summary>Gets the delegate that makes the database available again, with the data that it had.</summary>
    public required Func<CancellationToken, ValueTask> StartAsync { get; init; }

    /// <summary>Gets the time after which a test fails that waits for the database. The default is 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "The timeout must be positive, so that the database has time to respond.");
    } = TimeSpan.FromSeconds(30);
}
