using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>
/// One enumeration that this server produces, detached from the request that began it. It is stopped when it has had no client for the
/// resume window, and forgotten when it has ended for that long.
/// </summary>
internal sealed class Run : IRunSource
{
    /// <summary>The time until the log is asked again if it could not say whether the run is followed elsewhere.</summary>
    private static readonly TimeSpan _recheck = TimeSpan.FromSeconds(2);

    private readonly RunRegistry _registry;
    private readonly DetachedCall _call;
    private readonly TimeSpan _window;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _produced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Deadline? _deadline;
    private int _clients;
    private bool _isForgotten;

    internal Run(RunRegistry registry, StreamDescription stream, RunOwner owner, DetachedCall call)
    {
        (_registry, _call, Stream, Owner) = (registry, call, stream, owner);
        var options = registry.Host.Options.Runs;
        _window = stream.Settings.ResumeWindow ?? options.ResumeWindow;
        Buffer = new RunBuffer(options.MaxEvents, options.MaxBytes);
        StartedAt = registry.Host.Time.GetUtcNow();
    }

    public string Id { get; } = RunId.New();

    public bool IsLocal => true;

    internal StreamDescription Stream { get; }

    internal RunOwner Owner { get; }

    internal DateTimeOffset StartedAt { get; }

    internal TimeSpan Window => _window;

    internal RunBuffer Buffer { get; }

    internal SessionHost Host => _registry.Host;

    /// <summary>Gets the token of the user's method.</summary>
    internal CancellationToken Token => _call.Token;

    /// <summary>Gets the task that completes when the user's code has returned. It never faults.</summary>
    internal Task Produced => _produced.Task;

    /// <summary>Gets the number of clients of this server that follow the run.</summary>
    internal int Clients
    {
        get
        {
            lock (_gate)
            {
                return _clients;
            }
        }
    }

    /// <summary>Adds an event.</summary>
    /// <returns>A task whose result is false if the run has ended.</returns>
    internal ValueTask<bool> AddAsync(Frame frame) => Buffer.AddAsync(frame, Token);

    /// <summary>Ends the run. Its clients are told at once, whether the user's code obeys its token or not.</summary>
    internal void End(RunEnd end)
    {
        lock (_gate)
        {
            if (Buffer.End is not null)
            {
                return;
            }

            // In this order: code that sees the end can rely on the window. In one step: a client that comes in the meantime would cancel
            // it.
            Schedule(_window);
            Buffer.TryEnd(end);
        }

        _registry.OnEnded(this);
        _call.Cancel();
    }

    /// <summary>Ends the work of the user's method, after its code has returned.</summary>
    internal async ValueTask FinishAsync()
    {
        try
        {
            await _call.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Host.LogStreamFailed(exception, Owner.Path);
        }
        finally
        {
            _produced.TrySetResult();
        }
    }

    public void Enter()
    {
        lock (_gate)
        {
            _clients++;
            if (Buffer.End is null)
            {
                CancelDeadline();
            }
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _clients--;
            if (_clients == 0 && Buffer.End is null)
            {
                Schedule(_window);
            }
        }
    }

    public ValueTask<RunSlice> ReadAsync(long position, CancellationToken cancellationToken) =>
        Buffer.ReadAsync(position, cancellationToken);

    public void Saw(long position) => Buffer.Saw(position);

    /// <summary>Starts a deadline in place of the current one. Called under the lock.</summary>
    private void Schedule(TimeSpan delay)
    {
        CancelDeadline();
        if (!_isForgotten)
        {
            _deadline = new Deadline(this);
            _deadline.Entry = Host.Clock.Schedule(_deadline, delay);
        }
    }

    /// <summary>Cancels the current deadline. Called under the lock.</summary>
    private void CancelDeadline()
    {
        if (_deadline is not null)
        {
            Host.Clock.Cancel(_deadline.Entry!);
            _deadline = null;
        }
    }

    private async Task OnDueAsync(Deadline deadline)
    {
        var isFollowed = Buffer.End is not null ? false : await _registry.IsFollowedElsewhereAsync(this).ConfigureAwait(false);
        lock (_gate)
        {
            if (_deadline != deadline)
            {
                // Meanwhile a client has come, or another window has begun.
                return;
            }

            if (isFollowed is not false)
            {
                Schedule(isFollowed is true ? _window : _recheck);
                return;
            }

            _isForgotten = true;
            CancelDeadline();
        }

        _registry.Forget(this);
        End(RunEnd.Stopped);
    }

    /// <summary>
    /// The end of one window. It counts only while it is the run's current deadline: it may come late, and the log takes time to answer.
    /// </summary>
    private sealed class Deadline(Run run) : IClocked
    {
        internal ClockEntry? Entry { get; set; }

        public TimeSpan OnDue(SendBatch batch)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static deadline => deadline.Tell(), this, preferLocal: false);
            return Timeout.InfiniteTimeSpan;
        }

        private void Tell() => _ = run.OnDueAsync(this);
    }
}
