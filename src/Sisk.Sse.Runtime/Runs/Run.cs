using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>
/// One enumeration that this server produces, detached from the request that began it. It is stopped when it has had no client for the resume
/// window, and forgotten when it has ended for that long.
/// </summary>
internal sealed class Run : IRunSource, IClocked
{
    private readonly RunRegistry _registry;
    private readonly DetachedCall _call;
    private readonly TimeSpan _window;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _produced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClockEntry? _deadline;
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
        if (Buffer.End is null)
        {
            // Who sees the end, or that the last client has left, can rely on the window.
            Schedule();
        }

        if (Buffer.TryEnd(end))
        {
            _registry.OnEnded(this);
            _call.Cancel();
        }
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
                Schedule();
            }
        }
    }

    public ValueTask<RunSlice> ReadAsync(long position, CancellationToken cancellationToken) => Buffer.ReadAsync(position, cancellationToken);

    public void Saw(long position) => Buffer.Saw(position);

    TimeSpan IClocked.OnDue(SendBatch batch)
    {
        ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.OnWindowOverAsync(), this, preferLocal: false);
        return Timeout.InfiniteTimeSpan;
    }

    /// <summary>Starts the window anew.</summary>
    private void Schedule()
    {
        lock (_gate)
        {
            CancelDeadline();
            if (!_isForgotten)
            {
                _deadline = Host.Clock.Schedule(this, _window);
            }
        }
    }

    private void CancelDeadline()
    {
        if (_deadline is not null)
        {
            Host.Clock.Cancel(_deadline);
            _deadline = null;
        }
    }

    private async Task OnWindowOverAsync()
    {
        if (Buffer.End is null && await _registry.IsFollowedElsewhereAsync(this).ConfigureAwait(false))
        {
            Schedule();
            return;
        }

        lock (_gate)
        {
            if (_clients > 0 && Buffer.End is null)
            {
                return;
            }

            _isForgotten = true;
            CancelDeadline();
        }

        _registry.Forget(this);
        End(RunEnd.Stopped);
    }
}
