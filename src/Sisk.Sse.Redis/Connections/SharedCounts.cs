using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Hosting;
using Sisk.Sse.Redis.Log;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Connections;

/// <summary>
/// Connections by prefix over all servers. Each server writes its own numbers, which vanish with it: they live only for as long as it
/// says that it lives.
/// </summary>
internal sealed partial class SharedCounts(
    RedisConnection connection, RedisNames names, IOptions<RedisOptions> options, TimeProvider time, ILogger<SharedCounts> logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionCounts _counts = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private long _flushedAt;
    private bool _everything = true;

    internal void Add(HttpRequestEventSource source) => _counts.Add(source, 1);

    internal void Remove(HttpRequestEventSource source) => _counts.Add(source, -1);

    internal async ValueTask<long> CountAsync(string prefix)
    {
        await FlushAsync(force: false).ConfigureAwait(false);
        return await SumAsync(prefix, leaveOut: "").ConfigureAwait(false);
    }

    /// <summary>
    /// Whether another server has a connection with the identifier. This server says first that it has one: of two who ask at once, at
    /// the most one is let in.
    /// </summary>
    internal async ValueTask<bool> TryClaimAsync(string identifier)
    {
        await FlushAsync(force: _everything).ConfigureAwait(false);
        var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
        await database.HashSetAsync(names.Counts(_server), identifier, 1).ConfigureAwait(false);
        _counts.Touch(identifier);
        return await SumAsync(identifier, leaveOut: _server).ConfigureAwait(false) == 0;
    }

    internal async Task RunAsync(CancellationToken stop)
    {
        var isTold = false;
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            try
            {
                await FlushAsync(force: time.GetElapsedTime(_flushedAt) > options.Value.ServerTimeout / 3).ConfigureAwait(false);
                isTold = false;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                _everything = true;
                if (!isTold)
                {
                    isTold = true;
                    LogNotWritten(logger, exception.Message);
                }
            }
        }
    }

    /// <summary>Takes this server's numbers away.</summary>
    internal async Task LeaveAsync()
    {
        try
        {
            var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
            await database.KeyDeleteAsync(names.Counts(_server)).ConfigureAwait(false);
            await database.SortedSetRemoveAsync(names.Servers, _server).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // They vanish by themselves.
        }
    }

    private async Task<long> SumAsync(string prefix, string leaveOut)
    {
        var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
        return (long)await LogScripts.Count.RunAsync(database, [names.Servers], [(string)names.Counts("")!, prefix, leaveOut]).ConfigureAwait(false);
    }

    private async Task FlushAsync(bool force)
    {
        await _flushing.WaitAsync().ConfigureAwait(false);
        try
        {
            var changes = _counts.Take(_everything);
            if (changes.Length == 0 && !force)
            {
                return;
            }

            var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
            var isThere = (int)await LogScripts.Flush.RunAsync(
                database,
                [names.Servers, names.Counts(_server)],
                [
                    _server, (long)options.Value.ServerTimeout.TotalMilliseconds, _everything ? 1 : 0,
                    .. changes.SelectMany(static change => new RedisValue[] { change.Key, change.Value }),
                ]).ConfigureAwait(false);

            // Where Redis has lost the numbers, all are written next.
            _everything = isThere == 0;
            _flushedAt = time.GetTimestamp();
        }
        catch
        {
            _everything = true;
            throw;
        }
        finally
        {
            _flushing.Release();
        }
    }

    [LoggerMessage(7, LogLevel.Warning, "This server's numbers of connections could not be written to Redis, and are later: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
