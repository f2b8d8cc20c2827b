namespace Sisk.Sse.Testing.Tests.Support;

/// <summary>A log that reports failures of its database as the database's client does.</summary>
internal sealed class RawLog(MemoryEventLog log) : IEventLog, IConnectionCounts, IRunStore
{
    public string Name => log.Name;

    public string System => log.System;

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        CallAsync(log.AppendAsync(append, cancellationToken));

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        CallAsync(log.ReadAsync(read, cancellationToken));

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        CallAsync(log.SubscribeAsync(name, subscriber, cancellationToken));

    public ValueTask<bool> PublishAsync(
        string server, TimeSpan lifetime, IReadOnlyList<KeyValuePair<string, int>> counts, bool areAll, CancellationToken cancellationToken) =>
        CallAsync(log.PublishAsync(server, lifetime, counts, areAll, cancellationToken));

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => CallAsync(log.SumAsync(name, cancellationToken));

    public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) =>
        CallAsync(log.TryClaimAsync(server, name, cancellationToken));

    public ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => log.RemoveAsync(server, cancellationToken);

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) =>
        CallAsync(log.WriteAsync(write, cancellationToken));

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        CallAsync(log.ReadAsync(run, after, maxEvents, cancellationToken));

    public ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        log.FollowAsync(run, position, lifetime, cancellationToken);

    public ValueTask StopAsync(string run, CancellationToken cancellationToken) => log.StopAsync(run, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        CallAsync(log.SubscribeAsync(run, isProducer, notified, cancellationToken));

    private static async ValueTask<T> CallAsync<T>(ValueTask<T> call)
    {
        try
        {
            return await call;
        }
        catch (EventLogException exception)
        {
            throw new IOException(exception.Message);
        }
    }
}
