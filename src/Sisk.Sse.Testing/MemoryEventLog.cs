using System.Collections.Concurrent;
using Sisk.Sse.Testing.Logs;

namespace Sisk.Sse.Testing;

/// <summary>
/// Event logs in memory, for tests of several servers in one process: give each server the same instance. Outages and losses can be
/// provoked. It passes <see cref="EventLogSuite"/>, and is the model for logs in other databases.
/// </summary>
/// <example>
/// <code>
/// var log = new MemoryEventLog();
/// builder.Services.AddEventStreams().AddMemoryEventLog(log);   // on each server
/// </code>
/// </example>
/// <param name="time">The clock of the log; null for the system's.</param>
public sealed class MemoryEventLog(TimeProvider? time = null) : IEventLog, IConnectionCounts, IRunStore
{
    private readonly ConcurrentDictionary<string, MemoryLog> _logs = new(StringComparer.Ordinal);
    private readonly MemoryCounts _counts = new(time ?? TimeProvider.System);
    private readonly MemoryRuns _runs = new(time ?? TimeProvider.System);
    private volatile bool _isDown;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string System => "memory";

    /// <summary>
    /// Gets or sets a value indicating whether the log can be reached. If not, all calls fail. Subscribers are told of each change.
    /// </summary>
    public bool IsAvailable
    {
        get => !_isDown;
        set
        {
            _isDown = !value;
            foreach (var log in _logs.Values)
            {
                log.NotifyMissed();
            }
        }
    }

    /// <summary>Removes all events, counts and runs, as a database without persistence does when it restarts. Subscriptions stay.</summary>
    public void Clear()
    {
        _counts.Clear();
        _runs.Clear();
        foreach (var log in _logs.Values)
        {
            log.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        Call(() => LogOf(append.Log).Append(append), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        Call(() => LogOf(read.Log).Read(read), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        Call(() => LogOf(log).Subscribe(subscriber), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> PublishAsync(
        string server,
        TimeSpan lifetime,
        IReadOnlyList<KeyValuePair<string, int>> counts,
        bool areAll,
        CancellationToken cancellationToken) =>
        Call(() => _counts.Publish(server, lifetime, counts, areAll), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => Call(() => _counts.Sum(name), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) =>
        Call(() => _counts.TryClaim(server, name), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string server, CancellationToken cancellationToken) =>
        await Call(() => _counts.Remove(server), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
        Call(() => _runs.Write(write), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        ReadAsync(run, after, maxEvents, int.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        Call(() => _runs.Read(run, after, maxEvents, maxBytes), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        await Call(() => _runs.Follow(run, position, lifetime), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask StopAsync(string run, CancellationToken cancellationToken) =>
        await Call(() => _runs.Stop(run), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        Call(() => _runs.Subscribe(run, isProducer, notified), cancellationToken);

    private MemoryLog LogOf(string name) => _logs.GetOrAdd(name, static (_, time) => new MemoryLog(time), time ?? TimeProvider.System);

    private ValueTask<T> Call<T>(Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        return _isDown
            ? ValueTask.FromException<T>(new EventLogException("The log is down.", mayBeDone: false))
            : ValueTask.FromResult(call());
    }
}
