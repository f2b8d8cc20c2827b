using Sisk.Sse.Testing;

namespace Sisk.Sse.Tests.Sources;

/// <summary>
/// A log that does not answer while a test silences it. As any log, it ends the wait when the token of a call is canceled.
/// </summary>
internal sealed class SilentLog(MemoryEventLog log) : IEventLog, IConnectionCounts, IRunStore
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _silent;

    public string Name => log.Name;

    public string System => log.System;

    /// <summary>Gets a task that completes when a call waits.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Silences a method of the log.</summary>
    public void Silence(string method) => Volatile.Write(ref _silent, method);

    public void Release() => _released.TrySetResult();

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        WaitAsync("Append", () => log.AppendAsync(append, cancellationToken), cancellationToken);

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, subscriber, cancellationToken);

    public ValueTask<bool> PublishAsync(
        string server, TimeSpan lifetime, IReadOnlyList<KeyValuePair<string, int>> counts, bool areAll, CancellationToken cancellationToken) =>
        WaitAsync("Publish", () => log.PublishAsync(server, lifetime, counts, areAll, cancellationToken), cancellationToken);

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) =>
        WaitAsync("Sum", () => log.SumAsync(name, cancellationToken), cancellationToken);

    public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) =>
        log.TryClaimAsync(server, name, cancellationToken);

    public ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => log.RemoveAsync(server, cancellationToken);

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
        log.WriteAsync(write, cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        WaitAsync("ReadRun", () => log.ReadAsync(run, after, maxEvents, cancellationToken), cancellationToken);

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        log.FollowAsync(run, position, lifetime, cancellationToken);

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        log.SubscribeAsync(run, isProducer, notified, cancellationToken);

    private async ValueTask<T> WaitAsync<T>(string method, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _silent) == method)
        {
            _asked.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
        }

        return await call();
    }
}
