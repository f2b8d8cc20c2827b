using System.Runtime.CompilerServices;

namespace Sisk.Sse.Testing.Logs;

/// <summary>The log of a test. A call that does not end in time fails the test, whatever its token says.</summary>
internal sealed class TimedLog(IEventLog log, TimeSpan timeout) : IEventLog, IConnectionCounts, IRunStore, IAsyncDisposable
{
    public string Name => log.Name;

    public string System => log.System;

    private IConnectionCounts Counts => Part<IConnectionCounts>();

    private IRunStore Runs => Part<IRunStore>();

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        InTimeAsync(log.AppendAsync(append, cancellationToken));

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        InTimeAsync(log.ReadAsync(read, cancellationToken));

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        InTimeAsync(log.SubscribeAsync(name, subscriber, cancellationToken));

    public ValueTask<bool> PublishAsync(
        string server,
        TimeSpan lifetime,
        IReadOnlyList<KeyValuePair<string, int>> counts,
        bool areAll,
        CancellationToken cancellationToken) =>
        InTimeAsync(Counts.PublishAsync(server, lifetime, counts, areAll, cancellationToken));

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) =>
        InTimeAsync(Counts.SumAsync(name, cancellationToken));

    public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) =>
        InTimeAsync(Counts.TryClaimAsync(server, name, cancellationToken));

    public ValueTask RemoveAsync(string server, CancellationToken cancellationToken) =>
        InTimeAsync(Counts.RemoveAsync(server, cancellationToken));

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
        InTimeAsync(Runs.WriteAsync(write, cancellationToken));

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        InTimeAsync(Runs.ReadAsync(run, after, maxEvents, cancellationToken));

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        InTimeAsync(Runs.ReadAsync(run, after, maxEvents, maxBytes, cancellationToken));

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        InTimeAsync(Runs.FollowAsync(run, position, lifetime, cancellationToken));

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => InTimeAsync(Runs.StopAsync(run, cancellationToken));

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        InTimeAsync(Runs.SubscribeAsync(run, isProducer, notified, cancellationToken));

    public ValueTask DisposeAsync()
    {
        switch (log)
        {
            case IAsyncDisposable disposable:
                return InTimeAsync(disposable.DisposeAsync());
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        return default;
    }

    /// <summary>Returns an optional part of the log.</summary>
    private T Part<T>()
        where T : class => log as T ?? throw new EventStreamTestException($"{log.GetType()} does not implement {typeof(T).Name}.");

    private async ValueTask InTimeAsync(ValueTask call, [CallerMemberName] string name = "") =>
        await InTimeAsync(ResultOf(call), name).ConfigureAwait(false);

    private async ValueTask<T> InTimeAsync<T>(ValueTask<T> call, [CallerMemberName] string name = "")
    {
        var task = call.AsTask();
        try
        {
            return await task.WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new EventStreamTestException($"Expected: {name} ends within {timeout}.");
        }
    }

    private static async ValueTask<bool> ResultOf(ValueTask call)
    {
        await call.ConfigureAwait(false);
        return true;
    }
}
