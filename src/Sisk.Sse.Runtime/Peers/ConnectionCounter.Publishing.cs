using System.Runtime.ExceptionServices;

namespace Sisk.Sse.Peers;

/// <content>Publishes the counts of this server.</content>
internal sealed partial class ConnectionCounter
{
    private readonly SemaphoreSlim _flushing = new(1, 1);

    /// <summary>The number of times that the database may have lost the counts of this server, or did not have them yet.</summary>
    private long _losses = 1;

    /// <summary>The value of <see cref="_losses"/> before all counts were published for the last time.</summary>
    private long _published;
    private Failure? _failure;

    private bool ArePublished => Volatile.Read(ref _published) == Volatile.Read(ref _losses);

    /// <summary>Publishes what has changed.</summary>
    private Task FlushAsync(bool force, CancellationToken cancellationToken = default) =>
        InTurnAsync(() => PublishAsync(force), cancellationToken);

    /// <summary>Publishes all counts, unless another caller has done so in the meantime.</summary>
    private Task PublishLostAsync(CancellationToken cancellationToken) =>
        InTurnAsync(() => ArePublished ? Task.CompletedTask : PublishAsync(force: true), cancellationToken);

    /// <summary>
    /// Publishes one after the other. If the database does not answer, callers that wait for their turn fail with the first one. Otherwise
    /// each would wait separately.
    /// </summary>
    private async Task InTurnAsync(Func<Task> publish, CancellationToken cancellationToken)
    {
        var failure = Volatile.Read(ref _failure);
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_failure is { } latest && latest != failure)
            {
                ExceptionDispatchInfo.Throw(latest.Exception);
            }

            await publish().ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task PublishAsync(bool force)
    {
        var losses = Volatile.Read(ref _losses);
        var areAll = losses != _published;
        var changes = _counts.Take(areAll);
        if (changes.Length == 0 && !areAll && !force)
        {
            return;
        }

        try
        {
            if (!await database.PublishAsync(_server, options.ServerTimeout, changes, areAll, CancellationToken.None).ConfigureAwait(false))
            {
                Interlocked.Increment(ref _losses);
            }
            else if (areAll)
            {
                Volatile.Write(ref _published, losses);
            }

            _flushedAt = time.GetTimestamp();
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _losses);
            Volatile.Write(ref _failure, new Failure(exception));
            throw;
        }
    }

    private sealed class Failure(Exception exception)
    {
        internal Exception Exception => exception;
    }
}
