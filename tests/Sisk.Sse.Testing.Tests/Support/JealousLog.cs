using System.Collections.Concurrent;

namespace Sisk.Sse.Testing.Tests.Support;

/// <summary>
/// A log that refuses to give a name to a second server even if the first is dead, or to give it to the same server again.
/// </summary>
/// <param name="log">The log that is right.</param>
/// <param name="owners">The server of each name.</param>
/// <param name="refusesItsOwner">True to refuse the same server.</param>
internal sealed class JealousLog(MemoryEventLog log, ConcurrentDictionary<string, string> owners, bool refusesItsOwner) : IEventLog, IConnectionCounts
{
    public string Name => log.Name;

    public string System => log.System;

    public ValueTask<bool> PublishAsync(
        string server, TimeSpan lifetime, IReadOnlyList<KeyValuePair<string, int>> counts, bool areAll, CancellationToken cancellationToken)
    {
        foreach (var count in counts)
        {
            owners.TryAdd(count.Key, server);
        }

        return log.PublishAsync(server, lifetime, counts, areAll, cancellationToken);
    }

    public async ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken)
    {
        if (refusesItsOwner ? await SumAsync(name, cancellationToken) > 0 : owners.TryGetValue(name, out var owner) && owner != server)
        {
            return false;
        }

        return await log.TryClaimAsync(server, name, cancellationToken);
    }

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => log.SumAsync(name, cancellationToken);

    public ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => log.RemoveAsync(server, cancellationToken);

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
        log.AppendAsync(append, cancellationToken);

    public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
        log.ReadAsync(read, cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        log.SubscribeAsync(name, subscriber, cancellationToken);
}
