using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>A shared log whose calls fail as a test asks.</summary>
internal sealed class FailingLog(MemoryEventLog log) : IEventLog, IRunStore
{
    private readonly SemaphoreSlim _runWritten = new(0);

    public string Name => log.Name;

    public string System => log.System;

    /// <summary>Gets or sets a value indicating whether nothing can be appended.</summary>
    public bool FailsAppends { get; set; }

    /// <summary>Gets or sets the exception of reads; null for none.</summary>
    public Exception? ReadFailure { get; set; }

    /// <summary>Gets or sets the exception of writes of runs; null for none.</summary>
    public Exception? RunFailure { get; set; }

    /// <summary>Gets or sets the size in bytes from which on calls with events of runs time out.</summary>
    public long TimesOutFrom { get; set; } = long.MaxValue;

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => FailsAppends
        ? ValueTask.FromException<EventLogPlace>(new EventLogException("The disk is full.", mayBeDone: false))
        : log.AppendAsync(append, cancellationToken);

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        ReadFailure is { } failure ? ValueTask.FromException<EventLogPage>(failure) : log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, subscriber, cancellationToken);

    public async ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken)
    {
        if (RunFailure is { } failure)
        {
            throw failure;
        }

        if (write.Events.Sum(static bytes => (long)bytes.Length) >= TimesOutFrom)
        {
            throw NewTimeout();
        }

        var answer = await log.WriteAsync(write, cancellationToken);
        _runWritten.Release();
        return answer;
    }

    /// <summary>Completes when the log has a run as asked. For one waiter at a time.</summary>
    internal async Task<RunStorePage> StoredAsync(string run, Predicate<RunStorePage> isStored)
    {
        while (true)
        {
            if (await log.ReadAsync(run, after: 0, maxEvents: int.MaxValue, TestContext.Current.CancellationToken) is { } page
                && isStored(page))
            {
                return page;
            }

            await Signal.WithinAsync(_runWritten.WaitAsync(TestContext.Current.CancellationToken));
        }
    }

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        ReadAsync(run, after, maxEvents, int.MaxValue, cancellationToken);

    public async ValueTask<RunStorePage?> ReadAsync(
        string run, long after, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        var page = await log.ReadAsync(run, after, maxEvents, maxBytes, cancellationToken);
        return page?.Events.Sum(static bytes => (long)bytes.Length) >= TimesOutFrom ? throw NewTimeout() : page;
    }

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        log.FollowAsync(run, position, lifetime, cancellationToken);

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        log.SubscribeAsync(run, isProducer, notified, cancellationToken);

    private static EventLogException NewTimeout() => new("The answer is late.", mayBeDone: true, innerException: new TimeoutException());
}
