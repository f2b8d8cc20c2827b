using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// One open event stream: a bounded queue, and at most one pump that writes everything waiting in one flush. Whoever
/// adds a frame while no pump runs becomes the pump, so an idle connection has no thread, task or timer of its own. It locks
/// itself, which nothing outside the library can: with thousands of connections, a lock beside each is one more thing to fetch
/// from memory for each event.
/// </summary>
internal sealed partial class Connection : IBatchedSend
{
    /// <summary>After this many flushes the pump leaves the thread of the sender, who wants it back.</summary>
    private const int FlushesOnCallersThread = 4;

    private FrameQueue _queue;
    private readonly FrameWriter _writer;
    private readonly DeliveryClock _clock;
    private readonly ConnectionTimers _timers;

    private IReadOnlyList<Frame> _preamble = [];
    private TaskCompletionSource? _closed;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _room;
    private ICatchUpObserver? _behindFor;
    private IConnectionOwner? _owner;
    private CancellationTokenRegistration _aborted;
    private Exception? _startFailure;
    private int _preambleTaken;
    private WorkerTasks _forWorker;
    private bool _started;
    private bool _blocked;
    private long _sentBytes;
    private long _lastEventAt;

    /// <param name="writer">The way to the client.</param>
    /// <param name="settings">Bounds and deadlines.</param>
    /// <param name="clock">What pings and deadlines go by.</param>
    /// <param name="heldUntilStart">
    /// <see langword="true"/> to write nothing before <see cref="Start"/>, so that the frames given to it come before live events.
    /// </param>
    internal Connection(FrameWriter writer, ConnectionSettings settings, DeliveryClock clock, bool heldUntilStart)
    {
        _state = heldUntilStart ? ConnectionState.Held : ConnectionState.Open;
        _writer = writer;
        _clock = clock;
        _queue = new FrameQueue(settings.MaxQueuedEvents, settings.MaxQueuedBytes, settings.Overflow);
        _timers = new ConnectionTimers(this, clock, settings.WriteTimeout, settings.PingInterval);
        _lastEventAt = clock.Now;
    }

    /// <summary>Whether the connection takes further events.</summary>
    internal bool IsOpen => _state <= ConnectionState.Open;

    /// <summary>Why the connection is over; null while it is open.</summary>
    internal CloseReason? Reason => _reason;

    /// <summary>Whether the headers are on their way, after which none can be added.</summary>
    internal bool IsStarted => Volatile.Read(ref _started);

    /// <summary>
    /// Gets a value indicating whether a finished connection was neither cut nor discarded, so that the response can be completed behind
    /// what was sent.
    /// </summary>
    internal bool EndsInOrder { get; private set; }

    /// <summary>Gets a value indicating whether the connection was closed before anything was sent, and its response awaits <see cref="Settle"/>.</summary>
    internal bool IsUnsettled
    {
        get
        {
            lock (this)
            {
                return (_users & ResponseUsers.Settlement) != 0;
            }
        }
    }

    internal long SentBytes => Volatile.Read(ref _sentBytes);

    /// <inheritdoc cref="FrameWriter.AcknowledgedBytes"/>
    internal long AcknowledgedBytes => _writer.AcknowledgedBytes;

    /// <summary>When the last event was accepted: a timestamp of the clock's. Pings do not count.</summary>
    internal long LastEventAt => Volatile.Read(ref _lastEventAt);

    /// <summary>Gets the exception that kept the response from starting; null if it has started or was not asked to.</summary>
    internal Exception? StartFailure => Volatile.Read(ref _startFailure);

    /// <summary>Gets a task that completes when this connection will not touch the response again. It never faults.</summary>
    internal Task Drained
    {
        get
        {
            lock (this)
            {
                if (_state is ConnectionState.Finished)
                {
                    return Task.CompletedTask;
                }

                _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _drained.Task;
            }
        }
    }

    /// <summary>Gets the bounds of the queue and the policy that holds when it is full.</summary>
    internal (int Events, long Bytes, Overflow Overflow) QueueBounds => _queue.Bounds;

    internal ConnectionTimers Timers => _timers;

    internal DeliveryClock Clock => _clock;

    /// <summary>Completes when the connection stops taking events. Never faults.</summary>
    internal Task Closed
    {
        get
        {
            lock (this)
            {
                _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_state >= ConnectionState.Closing)
                {
                    _closed.TrySetResult();
                }

                return _closed.Task;
            }
        }
    }

    /// <summary>Ties the connection to its owner and to the client's presence. Called once, before anything is sent.</summary>
    internal void Open(IConnectionOwner owner, CancellationToken clientGone)
    {
        _owner = owner;
        _timers.Begin();
        _aborted = clientGone.UnsafeRegister(static state => ((Connection)state!).Abort(CloseReason.ClientGone), this);
    }

    /// <summary>
    /// Sends the headers, and before all else the given frames. These are bounded where they come from (the history, the
    /// user's list) and do not count against the queue.
    /// </summary>
    internal void Start(IReadOnlyList<Frame>? preamble = null)
    {
        lock (this)
        {
            if (_state >= ConnectionState.Closing)
            {
                // It may be at its end, where a write could meet the end of the response.
                return;
            }

            _preamble = preamble ?? _preamble;
            Release();
            if ((_started && preamble is null) || !TryBeginPump())
            {
                return;
            }
        }

        _ = PumpAsync();
    }
}
