using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// One open event stream: a bounded queue, and at most one running pump that writes all queued frames in one flush. A thread that adds a
/// frame while no pump is running runs the pump, so an idle connection needs no thread, task or timer. Thread-safe.
/// </summary>
/// <remarks>
/// The connection is its own lock, and no code outside the library can access it. With thousands of connections, a separate lock object
/// would be one more cache miss for each event.
/// </remarks>
internal sealed partial class Connection : IBatchedSend
{
    /// <summary>The number of flushes after which the pump moves to the thread pool, so that the sender's thread continues.</summary>
    private const int MaxFlushesOnSenderThread = 4;

    private FrameQueue _queue;
    private readonly FrameWriter _writer;
    private readonly DeliveryClock _clock;
    private readonly ConnectionTimers _timers;

    private IReadOnlyList<Frame>? _preamble;
    private Frame? _endAfterStart;
    private TaskCompletionSource? _closed;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _room;
    private List<ICatchUpObserver>? _catchUpObservers;
    private IConnectionOwner? _owner;
    private CancellationTokenRegistration _aborted;
    private Exception? _startFailure;
    private int _preambleIndex;
    private WorkerTasks _workerTasks;
    private bool _started;
    private bool _blocked;
    private long _sentBytes;
    private long _lastEventAt;

    /// <summary>Initializes a connection.</summary>
    /// <param name="writer">The writer of the response.</param>
    /// <param name="settings">The bounds and timeouts.</param>
    /// <param name="clock">The clock for pings and timeouts.</param>
    /// <param name="heldUntilStart">
    /// A value that indicates whether nothing is written before <see cref="Start"/>, so that its frames come before live events.
    /// </param>
    internal Connection(FrameWriter writer, ConnectionSettings settings, DeliveryClock clock, bool heldUntilStart)
    {
        _state = heldUntilStart ? ConnectionState.Held : ConnectionState.Open;
        _writer = writer;
        _clock = clock;
        _queue = new FrameQueue(settings.MaxQueuedEvents, settings.MaxQueuedBytes, settings.Overflow);
        _timers = new ConnectionTimers(this, settings.WriteTimeout, settings.PingInterval);
        _lastEventAt = clock.Now;
    }

    /// <summary>Gets a value indicating whether the connection accepts events.</summary>
    internal bool IsOpen => _state <= ConnectionState.Open;

    /// <summary>Gets the reason for which the connection was closed; null while it is open.</summary>
    internal CloseReason? Reason
    {
        get
        {
            lock (this)
            {
                return _reason;
            }
        }
    }

    /// <summary>Gets the name of the transport, for telemetry.</summary>
    internal string Transport => _writer is SocketFrameWriter ? "socket" : "pipe";

    /// <summary>Gets the number of queued frames, and a value indicating whether a write waits for the client.</summary>
    internal (int Queued, bool IsSlow) Backlog
    {
        get
        {
            lock (this)
            {
                return (_queue.Count, _blocked || _queue.IsFilling);
            }
        }
    }

    /// <summary>Gets a value indicating whether the response has started, so that no header can be added.</summary>
    internal bool IsStarted => Volatile.Read(ref _started);

    /// <summary>
    /// Gets a value indicating whether a finished connection has sent all of its frames and was not aborted, so that the server can
    /// complete the response.
    /// </summary>
    internal bool EndsInOrder { get; private set; }

    /// <summary>
    /// Gets a value indicating whether the connection was closed before anything was sent, and <see cref="Settle"/> must follow.
    /// </summary>
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

    /// <summary>Gets a value indicating whether frames are about to be written. False if the client does not read.</summary>
    internal bool IsWriting
    {
        get
        {
            lock (this)
            {
                return (_users & ResponseUsers.Pump) != 0 && !_blocked;
            }
        }
    }

    /// <summary>Gets the number of bytes of frames that were written.</summary>
    internal long SentBytes => Volatile.Read(ref _sentBytes);

    /// <inheritdoc cref="FrameWriter.AcknowledgedBytes"/>
    internal long AcknowledgedBytes => _writer.AcknowledgedBytes;

    /// <summary>Gets the time at which the last event was accepted, as a timestamp of the clock. Pings do not count.</summary>
    internal long LastEventAt => Volatile.Read(ref _lastEventAt);

    /// <summary>Gets the exception with which the response failed to start; null if there is none.</summary>
    internal Exception? StartFailure => Volatile.Read(ref _startFailure);

    /// <summary>Gets a task that completes when the connection no longer uses the response. It never faults.</summary>
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

    internal ConnectionTimers Timers => _timers;

    internal DeliveryClock Clock => _clock;

    /// <summary>Gets a task that completes when the connection stops accepting events. It never faults.</summary>
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

    /// <summary>Opens the connection. Called once, before anything is sent.</summary>
    /// <param name="owner">The owner, which is notified when the connection ends.</param>
    /// <param name="clientGone">A token that is canceled when the client disconnects.</param>
    internal void Open(IConnectionOwner owner, CancellationToken clientGone)
    {
        _owner = owner;
        _timers.Begin();
        _aborted = clientGone.UnsafeRegister(static state => ((Connection)state!).Abort(CloseReason.ClientGone), this);
    }

    /// <summary>
    /// Sends the headers, and the given frames before all others. The frames do not count against the queue's bounds, since their source is
    /// bounded.
    /// </summary>
    /// <param name="preamble">
    /// The first frames. Null if the caller does not know them: a held connection then stays held until its owner starts it with them.
    /// </param>
    internal void Start(IReadOnlyList<Frame>? preamble = null)
    {
        Frame? end;
        bool pump;
        lock (this)
        {
            if (_state >= ConnectionState.Closing || (_state is ConnectionState.Held && preamble is null))
            {
                // The response may be about to end, and a write could follow its end. Or what follows would overtake what must come first.
                return;
            }

            _preamble = preamble is { Count: > 0 } ? preamble : _preamble;
            Release();
            (end, _endAfterStart) = (_endAfterStart, null);
            pump = (!_started || preamble is not null) && TryBeginPump();
        }

        if (pump)
        {
            _ = PumpAsync();
        }

        if (end is not null)
        {
            Complete(end);
        }
    }
}
