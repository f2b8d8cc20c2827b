using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Redis.Client;
using Sisk.Sse.Redis.Log;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Peers;

/// <summary>
/// Connections by prefix over all servers. Each server writes its own numbers, which vanish with it: they live only for as long as it
/// says that it lives.
/// </summary>
internal sealed partial class ConnectionCounter(
    RedisConnection connection, RedisKeys names, IOptions<RedisEventStreamOptions> options, TimeProvider time, ILogger<ConnectionCounter> logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _patienceAtEnd = TimeSpan.FromSeconds(1);

    private readonly LocalCounts _counts = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private long _flushedAt;
    private bool _everything = true;

    internal void Add(HttpRequestEventSource source) => _counts.Add(source, 1);

    internal void Remove(HttpRequestEventSource source) => _counts.Add(source, -1);

    internal async ValueTask<long> CountAsync(string prefix)
    {
        await FlushAsync(force: false).ConfigureAwait(false);
        return await SumAsync(prefix, claims: false).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns false if another server has a connection with the identifier; otherwise this server has one from now on. Redis does both in one
    /// step: of two servers that ask at the same moment, one is let in.
    /// </summary>
    internal async Task<bool> TryClaimAsync(string identifier)
    {
        _counts.Hold(identifier);
        try
        {
            var others = _everything ? -1 : await SumAsync(identifier, claims: true).ConfigureAwait(false);
            if (others < 0)
            {
                _everything = true;
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
        var isTold = false;
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            try
            {
                await FlushAsync(force: time.GetElapsedTime(_flushedAt) > options.Value.ServerTimeout / 3).ConfigureAwait(false);
                isTold = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                // Whatever it is: a background service that throws ends the application.
                _everything = true;
                if (!isTold)
                {
                    isTold = true;
                    LogNotWritten(logger, exception.Message);
                }
            }
        }
    }

    /// <summary>Takes this server's numbers away, if Redis can do so now. Otherwise they vanish after <see cref="RedisEventStreamOptions.ServerTimeout"/>.</summary>
    internal Task LeaveAsync(CancellationToken cancellationToken)
    {
        return LeaveAsync().WaitAsync(_patienceAtEnd, time, cancellationToken).ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        async Task LeaveAsync()
        {
            var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
            await database.KeyDeleteAsync(names.Counts(_server)).ConfigureAwait(false);
            await database.SortedSetRemoveAsync(names.Servers, _server).ConfigureAwait(false);
        }
    }

    private async Task<long> SumAsync(string prefix, bool claims)
    {
        var database = (await connection.GetAsync().ConfigureAwait(false)).GetDatabase();
        return (long)await CountScripts.Sum.RunAsync(
            database,
            [names.Servers, names.Counts(_server)],
            [(string)names.Counts("")!, prefix, claims ? _server : "", (long)options.Value.ServerTimeout.TotalMilliseconds]).ConfigureAwait(false);
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
            var isThere = (int)await CountScripts.Flush.RunAsync(
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

    [LoggerMessage(7, LogLevel.Warning, "The numbers of this server's connections could not be written to Redis, which is tried again: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
