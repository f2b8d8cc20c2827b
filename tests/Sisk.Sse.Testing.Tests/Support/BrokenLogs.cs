namespace Sisk.Sse.Testing.Tests.Support;

/// <summary>A log without optional parts, which does nothing.</summary>
internal sealed class PlainLog : IEventLog
{
    public string Name => "plain";

    public string System => "plain";

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => default;

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) => default;

    public ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        default;
}

/// <summary>A log whose calls never end. They ignore their token, too.</summary>
internal sealed class HangingLog : IEventLog, IConnectionCounts, IRunStore
{
    public string Name => "hanging";

    public string System => "hanging";

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => Never<EventLogPlace>();

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) => Never<EventLogPage>();

    public ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        Never<IAsyncDisposable>();

    public ValueTask<bool> PublishAsync(
        string server, TimeSpan lifetime, IReadOnlyList<KeyValuePair<string, int>> counts, bool areAll, CancellationToken cancellationToken) =>
            Never<bool>();

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => Never<long>();

    public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) => Never<bool?>();

    public ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => new(Never<bool>().AsTask());

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) => Never<RunStoreAnswer>();

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        Never<RunStorePage?>();

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        new(Never<bool>().AsTask());

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => new(Never<bool>().AsTask());

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        Never<IAsyncDisposable>();

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
}

/// <summary>A log that tells nobody of anything.</summary>
internal sealed class DeafLog(MemoryEventLog log) : IEventLog, IRunStore
{
    public string Name => log.Name;

    public string System => log.System;

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        log.AppendAsync(append, cancellationToken);

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync("another log", subscriber, cancellationToken);

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
        log.WriteAsync(write, cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        log.ReadAsync(run, after, maxEvents, cancellationToken);

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        log.FollowAsync(run, position, lifetime, cancellationToken);

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        log.SubscribeAsync("another run", isProducer, notified, cancellationToken);
}
