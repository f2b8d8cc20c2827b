namespace Sisk.Sse.Runs;

/// <summary>
/// Tells the producer of a run, again and again, that a client of this server follows it and how far it is. This continues while the client
/// takes no events, or the run would be stopped for a slow client.
/// </summary>
internal sealed class RunAnnouncer(string run, IRunStore store, TimeProvider time) : IDisposable
{
    /// <summary>Half of the time for which an announcement holds.</summary>
    private static readonly TimeSpan _interval = SharedRuns.Alive / 2;

    private readonly CancellationTokenSource _stop = new();
    private Task? _announcing;
    private long _position;

    /// <summary>Begins to announce a client that has got the events up to a position. Only the first call counts.</summary>
    internal void Start(long position)
    {
        if (_announcing is null)
        {
            Saw(position);
            _announcing = RunAsync(_stop.Token);
        }
    }

    /// <inheritdoc cref="IRunSource.Saw"/>
    internal void Saw(long position) => Volatile.Write(ref _position, position);

    /// <summary>Announces the client once.</summary>
    /// <exception cref="EventLogException">The log takes no announcement.</exception>
    internal ValueTask AnnounceAsync(CancellationToken cancellationToken) =>
        store.FollowAsync(run, Volatile.Read(ref _position), SharedRuns.Alive, cancellationToken);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                await TryAnnounceAsync(stop).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client has left. The last announcement expires.
        }
    }

    private async Task TryAnnounceAsync(CancellationToken stop)
    {
        try
        {
            await AnnounceAsync(stop).ConfigureAwait(false);
        }
        catch (EventLogException)
        {
            // The next announcement may succeed.
        }
    }
}
