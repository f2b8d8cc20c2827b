using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <content>
/// Counts the connections of all servers: one hash for each server, and a sorted set of the servers by the end of their life.
/// </content>
internal sealed partial class RedisEventLog : IConnectionCounts
{
    private const int NoCounts = -1;

    public ValueTask<bool> PublishAsync(
        string server,
        TimeSpan lifetime,
        IReadOnlyList<KeyValuePair<string, int>> counts,
        bool areAll,
        CancellationToken cancellationToken) => CallAsync(
        async database => (int)await CountScripts.Flush.RunAsync(
            database,
            [keys.Servers, keys.Counts(server)],
            [
                server, (long)lifetime.TotalMilliseconds, areAll ? 1 : 0,
                .. counts.SelectMany(static count => new RedisValue[] { count.Key, count.Value }),
            ]).ConfigureAwait(false) != 0,
        cancellationToken);

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => SumAsync(name, "", cancellationToken);

    public async ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken)
    {
        var others = await SumAsync(name, server, cancellationToken).ConfigureAwait(false);
        return others == NoCounts ? null : others == 0;
    }

    public async ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => await CallAsync(
        async database =>
        {
            await database.KeyDeleteAsync(keys.Counts(server)).ConfigureAwait(false);
            return await database.SortedSetRemoveAsync(keys.Servers, server).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    private ValueTask<long> SumAsync(string name, string claimant, CancellationToken cancellationToken) => CallAsync(
        async database => (long)await CountScripts.Sum.RunAsync(
            database,
            [keys.Servers, keys.Counts(claimant)],
            [(string)keys.Counts("")!, name, claimant, (long)options.Value.ServerTimeout.TotalMilliseconds]).ConfigureAwait(false),
        cancellationToken);
}
