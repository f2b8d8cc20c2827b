using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Sisk.Sse.Peers;

/// <summary>
/// Counts connections by prefix across servers. Each server publishes its own counts, which expire unless it renews them.
/// </summary>
internal sealed partial class ConnectionCounter(
    IConnectionCounts database, EventLogOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _leaveTimeout = TimeSpan.FromSeconds(1);

    private readonly LocalCounts _counts = new();
    private readonly string _server = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private long _flushedAt;

    internal void Add(HttpRequestEventSource source) => _counts.Add(source, 1);

    internal void Remove(HttpRequestEventSource source) => _counts.Add(source, -1);

    internal async ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken)
    {
        // The changes are those of all callers, so that their write continues.
        await FlushAsync(force: false).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await database.SumAsync(prefix, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Claims an identifier for this server. Returns false if another server has a connection with it. The database decides in one step, so
    /// that of two servers that ask at the same time one succeeds.
    /// </summary>
    internal async Task<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken)
    {
        _counts.Hold(identifier);
        try
        {
            var losses = Volatile.Read(ref _losses);
            bool? isClaimed = null;
            if (Volatile.Read(ref _published) == losses)
            {
                isClaimed = await database.TryClaimAsync(_server, identifier, CancellationToken.None).ConfigureAwait(false);
                if (isClaimed is null)
                {
                    // Several claims may find the same loss.
                    Interlocked.CompareExchange(ref _losses, losses + 1, losses);
                }
            }

            if (isClaimed is null)
            {
                await PublishLostAsync(cancellationToken).ConfigureAwait(false);
                isClaimed = await database.TryClaimAsync(_server, identifier, CancellationToken.None).ConfigureAwait(false);
            }

            return isClaimed is true;
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
                var flushing = FlushAsync(force: time.GetElapsedTime(_flushedAt) > options.ServerTimeout / 3, stop);
                await WaitAsync(flushing, stop).ConfigureAwait(false);
                isLogged = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                // An exception in a background service would stop the application.
                if (!isLogged)
                {
                    isLogged = true;
                    LogNotPublished(logger, EventLogException.Explain(exception));
                }
            }
        }
    }

    /// <summary>
    /// Removes the counts of this server if the database is available. Otherwise they expire after
    /// <see cref="EventLogOptions.ServerTimeout"/>.
    /// </summary>
    internal Task LeaveAsync(CancellationToken cancellationToken) =>
        database.RemoveAsync(_server, CancellationToken.None).AsTask().WaitAsync(_leaveTimeout, time, cancellationToken).ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Waits for a write. A server that stops waits no longer than when it leaves for a database that does not answer.</summary>
    private async Task WaitAsync(Task flushing, CancellationToken stop)
    {
        await flushing.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await flushing.WaitAsync(_leaveTimeout, time, CancellationToken.None).ConfigureAwait(false);
    }

    [LoggerMessage(
        7, LogLevel.Warning,
        "The connection counts of this server could not be written to the shared log's database. The write is retried: {Reason}")]
    private static partial void LogNotPublished(ILogger logger, string reason);
}
