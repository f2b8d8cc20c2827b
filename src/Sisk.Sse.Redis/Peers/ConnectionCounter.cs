using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Peers;

/// <summary>
/// Counts connections by prefix across servers. Each server publishes its own counts, which expire unless it renews them.
/// </summary>
internal sealed partial class ConnectionCounter(
    RedisConnection connection, RedisKeys keys, IOptions<RedisEventStreamOptions> options, TimeProvider time, ILogger<ConnectionCounter> logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _leaveTimeout = TimeSpan.FromSeconds(1);

    private readonly LocalCounts _counts = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private long _flushedAt;
    private bool _publishAll = true;

    internal void Add(HttpRequestEventSource source) => _counts.Add(source, 1);

    internal void Remove(HttpRequestEventSource source) => _counts.Add(source, -1);

    internal async ValueTask<long> CountAsync(string prefix)
    {
        await FlushAsync(force: false).ConfigureAwait(false);
        return await SumAsync(prefix, claims: false).ConfigureAwait(false);
    }

    /// <summary>
    /// Claims an identifier for this server. Returns false if another server has a connection with it. Redis decides in one step, so that of two
    /// servers that ask at the same time one succeeds.
    /// </summary>
    internal async Task<bool> TryClaimAsync(string identifier)
    {
        _counts.Hold(identifier);
        try
        {
            var others = _publishAll ? -1 : await SumAsync(identifier, claims: true).ConfigureAwait(false);
            if (others < 0)
            {
                _publishAll = true;
                await FlushAsync(force: true).ConfigureAwait(false);
                others = await SumAsync(identifier, claims: true).ConfigureAwait(false);
            }

            return others == 0;
        }
        finally
        {
            _counts.Release(identifier);
        }
    }

    internal async Task RunAsync(CancellationToken stop)
    {
        var isLogged = false;
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            try
            {
                await FlushAsync(force: time.GetElapsedTime(_flushedAt) > options.Value.ServerTimeout / 3).ConfigureAwait(false);
                isLogged = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                // An exception in a background service would stop the application.
                _publishAll = true;
                if (!isLogged)
                {
                    isLogged = true;
                    LogNotPublished(logger, exception.Message);
                }
            }
        }
    }

    /// <summary>Removes the counts of this server if Redis is available. Otherwise they expire after <see cref="RedisEventStreamOptions.ServerTimeout"/>.</summary>
    internal Task LeaveAsync(CancellationToken cancellationToken)
    {
        return LeaveAsync().WaitAsync(_leaveTimeout, time, cancellationToken).ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        async Task LeaveAsync()
        {
            var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
            await database.KeyDeleteAsync(keys.Counts(_server)).ConfigureAwait(false);
            await database.SortedSetRemoveAsync(keys.Servers, _server).ConfigureAwait(false);
        }
    }

    private async Task<long> SumAsync(string prefix, bool claims)
    {
        var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
        return (long)await CountScripts.Sum.RunAsync(
            database,
            [keys.Servers, keys.Counts(_server)],
            [(string)keys.Counts("")!, prefix, claims ? _server : "", (long)options.Value.ServerTimeout.TotalMilliseconds]).ConfigureAwait(false);
    }

    private async Task FlushAsync(bool force)
    {
        await _flushing.WaitAsync().ConfigureAwait(false);
        try
        {
            var changes = _counts.Take(_publishAll);
            if (changes.Length == 0 && !force)
            {
                return;
            }

            var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
            var exists = (int)await CountScripts.Flush.RunAsync(
                database,
                [keys.Servers, keys.Counts(_server)],
                [
                    _server, (long)options.Value.ServerTimeout.TotalMilliseconds, _publishAll ? 1 : 0,
                    .. changes.SelectMany(static change => new RedisValue[] { change.Key, change.Value }),
                ]).ConfigureAwait(false);

            // If Redis has lost the counts, all of them are published next.
            _publishAll = exists == 0;
            _flushedAt = time.GetTimestamp();
        }
        catch
        {
            _publishAll = true;
            throw;
        }
        finally
        {
            _flushing.Release();
        }
    }

    [LoggerMessage(7, LogLevel.Warning, "The connection counts of this server could not be written to Redis. The write is retried: {Reason}")]
    private static partial void LogNotPublished(ILogger logger, string reason);
}
