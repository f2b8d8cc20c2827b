using Sisk.Sse.Testing;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>A shared log whose calls fail as a test asks.</summary>
internal sealed class FailingLog(MemoryEventLog log) : IEventLog, IRunStore
{
    public string Name => log.Name;

    public string System => log.System;

    /// <summary>Gets or sets a value indicating whether nothing can be appended.</summary>
    public bool FailsAppends { get; set; }

    /// <summary>Gets or sets the exception of writes of runs; null for none.</summary>
    public Exception? RunFailure { get; set; }

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => FailsAppends
        ? ValueTask.FromException<EventLogPlace>(new EventLogException("The disk is full.", mayBeDone: false))
        : log.AppendAsync(append, cancellationToken);

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) => log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, subscriber, cancellationToken);

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
        RunFailure is { } failure ? ValueTask.FromException<RunStoreAnswer>(failure) : log.WriteAsync(write, cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        log.ReadAsync(run, after, maxEvents, cancellationToken);

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        log.FollowAsync(run, position, lifetime, cancellationToken);

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        log.SubscribeAsync(run, isProducer, notified, cancellationToken);
}
