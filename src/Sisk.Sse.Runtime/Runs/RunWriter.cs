using Sisk.Sse.Backplane;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>
/// Copies the events of one run to the shared log, and tells it that the producer lives. It reads the run as a client does, so what the log
/// cannot take holds up nobody. Stops of other servers, and how far their clients are, come back with each write.
/// </summary>
internal sealed class RunWriter(Run run, IRunStore store, TimeProvider time)
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private readonly PageSize _size = new();
    private readonly string _header = run.Owner.Fingerprint;
    private readonly FollowerRecord _followers = new(time, LifetimeOf(run));
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _told = NewSignal();
    private Task<IAsyncDisposable>? _subscribing;
    private long _position;

    internal string Id => run.Id;

    /// <summary>Gets the task that completes when the end of the run is written, or given up.</summary>
    internal Task Written => _written.Task;

    /// <summary>Makes the run known, before it has events.</summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        _subscribing = store.SubscribeAsync(run.Id, isProducer: true, OnTold, cancellationToken).AsTask();
        await _subscribing.ConfigureAwait(false);
        await WriteAsync([], end: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies events until the run has ended.</summary>
    internal async Task RunAsync()
    {
        try
        {
            Task<RunSlice>? reading = null;
            for (var hasEnded = false; !hasEnded;)
            {
                reading ??= run.Buffer.ReadAsync(_position, CancellationToken.None).AsTask();
                await WaitAsync(reading).ConfigureAwait(false);
                if (!reading.IsCompleted)
                {
                    await TryWriteAsync([], end: null).ConfigureAwait(false);
                    continue;
                }

                var slice = await reading.ConfigureAwait(false);
                reading = null;
                hasEnded = await WriteSliceAsync(slice).ConfigureAwait(false);
            }
        }
        finally
        {
            _ = UnsubscribeAsync();
            _written.TrySetResult();
        }
    }

    /// <inheritdoc cref="IRunLog.IsFollowedAsync"/>
    internal async ValueTask<bool?> IsFollowedAsync()
    {
        await TryWriteAsync([], end: null).ConfigureAwait(false);
        return _followers.Exist;
    }

    /// <summary>Ends the subscription, even if it begins after the run has ended.</summary>
    private async Task UnsubscribeAsync()
    {
        try
        {
            if (_subscribing is not null)
            {
                await (await _subscribing.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // It has failed or was canceled, so there is none.
        }
    }

    /// <summary>The log keeps a run for long enough that followers do not miss its end.</summary>
    private static TimeSpan LifetimeOf(Run run) => run.Window < SharedRuns.Alive ? SharedRuns.Alive : run.Window;

    /// <summary>A notification may be of nothing, so the next write asks for a stop.</summary>
    private void OnTold() => Volatile.Read(ref _told).TrySetResult();

    private async Task WaitAsync(Task reading)
    {
        var told = Volatile.Read(ref _told);
        using var beat = new CancellationTokenSource();
        await Task.WhenAny(reading, told.Task, Task.Delay(_beat, time, beat.Token)).ConfigureAwait(false);
        await beat.CancelAsync().ConfigureAwait(false);
        if (told.Task.IsCompleted)
        {
            Volatile.Write(ref _told, NewSignal());
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Writes events, again and again until the log takes them. An end is given up when nobody could resume the run any more.
    /// </summary>
    /// <returns>True if the run has ended.</returns>
    private async Task<bool> WriteSliceAsync(RunSlice slice)
    {
        var first = slice.Last - slice.Frames.Count;
        _position = first;
        var since = time.GetTimestamp();
        while (true)
        {
            var part = NextPart(slice.Frames, (int)(_position - first));
            var isLast = _position + part.Count == slice.Last;
            if (await TryWriteAsync(part, isLast ? slice.End : null).ConfigureAwait(false))
            {
                _position += part.Count;
                if (isLast)
                {
                    return slice.End is not null;
                }

                since = time.GetTimestamp();
                continue;
            }

            if (run.Buffer.End is not null && time.GetElapsedTime(since) > run.Window)
            {
                return true;
            }

            await Task.Delay(_pause, time).ConfigureAwait(false);
        }
    }

    /// <summary>Returns as many events as one write may have. The first may be larger.</summary>
    private List<Frame> NextPart(IReadOnlyList<Frame> frames, int start)
    {
        var part = new List<Frame>();
        var bytes = 0L;
        foreach (var frame in frames.Skip(start))
        {
            bytes += frame.Length;
            if (part.Count > 0 && bytes > _size.Bytes)
            {
                break;
            }

            part.Add(frame);
        }

        return part;
    }

    private async Task<bool> TryWriteAsync(IReadOnlyList<Frame> frames, RunEnd? end)
    {
        try
        {
            await WriteAsync(frames, end, CancellationToken.None).ConfigureAwait(false);
            if (frames.Count > 0)
            {
                _size.Grow();
            }

            return true;
        }
        catch (EventLogException exception)
        {
            _followers.OnFailed();
            _size.Shrink(exception);
            return false;
        }
    }

    private async Task WriteAsync(IReadOnlyList<Frame> frames, RunEnd? end, CancellationToken cancellationToken)
    {
        var answer = await store.WriteAsync(
            new RunStoreWrite
            {
                Run = run.Id,
                Header = _header,
                First = _position + 1,
                Events = [.. frames.Select(static frame => (ReadOnlyMemory<byte>)frame.Bytes.ToArray())],
                End = end is null ? null : RunEndText.Format(end),
                MaxEvents = run.Host.Options.Runs.MaxEvents,
                OldestNeeded = run.Buffer.Oldest,
                Lifetime = LifetimeOf(run),
                Alive = SharedRuns.Alive,
            },
            cancellationToken).ConfigureAwait(false);
        _followers.OnAnswered(answer);
        if (answer.Seen is { } seen)
        {
            run.Saw(seen);
        }

        if (answer.IsStopped)
        {
            run.End(RunEnd.Stopped);
        }
    }
}
