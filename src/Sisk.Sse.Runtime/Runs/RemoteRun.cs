using Sisk.Sse.Backplane;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>A run of another server, as one client of this one follows it.</summary>
internal sealed class RemoteRun(string id, IRunStore store, TimeProvider time) : IRunSource
{
    private const int MaxPerRead = 256;
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _pollInDoubt = TimeSpan.FromMilliseconds(250);

    private readonly PageSize _size = new();
    private readonly SemaphoreSlim _notified = new(0, 1);
    private readonly RunAnnouncer _announcer = new(id, store, time);
    private IAsyncDisposable? _subscription;
    private long? _silentSince;

    public bool IsLocal => false;

    public void Enter()
    {
    }

    public void Leave()
    {
        _announcer.Dispose();
        _ = _subscription?.DisposeAsync().AsTask();
    }

    public void Saw(long position) => _announcer.Saw(position);

    public async ValueTask<RunSlice> ReadAsync(long position, CancellationToken cancellationToken)
    {
        _announcer.Start(position);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _subscription ??= await store.SubscribeAsync(id, isProducer: false, Notify, cancellationToken).ConfigureAwait(false);
                var page = await store.ReadAsync(id, position, MaxPerRead, _size.Bytes, cancellationToken).ConfigureAwait(false);
                if (page?.Events.Count > 0)
                {
                    _size.Grow();
                }

                if (IsSilent(page))
                {
                    // A log that takes no announcement takes none of a living producer either, such as when its disk is full.
                    await _announcer.AnnounceAsync(cancellationToken).ConfigureAwait(false);
                }

                if (ToSlice(page, position) is { } slice)
                {
                    return slice;
                }
            }
            catch (EventLogException exception)
            {
                _size.Shrink(exception);

                // While the log is away, nobody knows of the producer.
                _silentSince = null;
            }

            await _notified.WaitAsync(_silentSince is null ? _poll : _pollInDoubt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns null if there is nothing new.</summary>
    private RunSlice? ToSlice(RunStorePage? page, long position)
    {
        if (page?.Events.Count > 0)
        {
            _silentSince = null;
            var last = page.First + page.Events.Count - 1;
            return new RunSlice(
                [.. page.Events.Select(static bytes => FrameEncoder.FromBytes(bytes.Span))],
                last,
                HasGap: page.First > position + 1,
                page.End is not null && last >= page.Last ? RunEndText.Parse(page.End) : null);
        }

        if (page?.End is not null)
        {
            // The events up to the end are no longer kept.
            return new RunSlice([], Math.Max(position, page.Last), HasGap: page.Last > position, RunEndText.Parse(page.End));
        }

        return IsDead(page) ? new RunSlice([], position, HasGap: false, RunEnd.Interrupted) : null;
    }

    private static bool IsSilent(RunStorePage? page) => page is null or { IsAlive: false, End: null, Events.Count: 0 };

    /// <summary>Without a page, the run has expired, or the log has lost its data. Then a living producer writes it again.</summary>
    private bool IsDead(RunStorePage? page)
    {
        if (page?.IsAlive is true)
        {
            _silentSince = null;
            return false;
        }

        _silentSince ??= time.GetTimestamp();
        return time.GetElapsedTime(_silentSince.Value) >= SharedRuns.Doubt;
    }

    private void Notify()
    {
        try
        {
            _notified.Release();
        }
        catch (SemaphoreFullException)
        {
            // One read serves all notifications before it.
        }
    }
}
