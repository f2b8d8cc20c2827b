using Sisk.Sse.Connections;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>
/// Writes the events that a topic has queued for its connections. At most one worker runs, on the thread pool. In each round, it writes all
/// events that were queued since the last round, so a burst costs a connection one write for many events.
/// </summary>
internal sealed class TopicWorker(SendBatches batches) : IThreadPoolWorkItem
{
    /// <summary>The number of events that may be queued during a round before a broadcaster must wait for the next one.</summary>
    internal const int MaxUnwritten = 128;

    /// <summary>
    /// The number of bytes after which the worker yields to the server's threads. They then send the bytes while these are still in the
    /// processor's cache, and before the server holds a part of a burst for thousands of clients.
    /// </summary>
    internal const int MaxBytesPerRun = 512 * 1024;

    private List<Connection> _queued = [];
    private List<Connection> _writing = [];
    private int _unwritten;
    private bool _isWorking;
    private int _next;
    private TaskCompletionSource? _room;

    /// <summary>Gets the topic's lock, under which an event gets its position and is queued.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Gets a value indicating whether a further event can be queued. Called under the lock.</summary>
    internal bool HasRoom => _unwritten < MaxUnwritten;

    /// <summary>Returns a task that completes when the worker begins its next round. Called under the lock.</summary>
    internal Task WaitForNextRoundAsync()
    {
        _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _room.Task;
    }

    /// <summary>Queues an event for its targets. Called under the lock.</summary>
    /// <param name="targets">The connections of the event.</param>
    /// <param name="frame">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="mustStart">A value that indicates whether the caller must call <see cref="Start"/> after releasing the lock.</param>
    /// <returns>The number of targets that are behind.</returns>
    internal int Queue(Connection[] targets, Frame frame, long now, out bool mustStart)
    {
        var gracePeriod = Backpressure.GetGracePeriod(targets.Length);
        var behind = 0;
        foreach (var target in targets)
        {
            if (target.Enqueue(frame, now, gracePeriod, ref behind))
            {
                _queued.Add(target);
            }
        }

        if (_isWorking)
        {
            _unwritten++;
            mustStart = false;
        }
        else
        {
            mustStart = _isWorking = _queued.Count > 0;
        }

        return behind;
    }

    internal void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        var batch = batches.Rent();
        bool mustContinue;
        try
        {
            mustContinue = Write(batch);
        }
        catch (Exception exception)
        {
            // An exception of one connection must not end the process or the writes to others.
            batches.Report(exception);
            mustContinue = true;
        }

        batches.Return(batch);
        if (mustContinue)
        {
            Start();
        }
    }

    /// <summary>Writes rounds of events until none are queued. Returns true if the worker must continue later.</summary>
    private bool Write(SendBatch batch)
    {
        var bytes = 0L;
        do
        {
            while (_next < _writing.Count)
            {
                if (bytes >= MaxBytesPerRun)
                {
                    batch.Flush();
                    return true;
                }

                bytes += _writing[_next++].Pump(batch);
            }

            batch.Flush();
        }
        while (BeginRound());

        return false;
    }

    /// <summary>
    /// Begins a round with the queued connections. If there are none, the worker ends under the same lock, so that no event can be queued
    /// in between and stay unwritten.
    /// </summary>
    private bool BeginRound()
    {
        lock (Gate)
        {
            _writing.Clear();
            (_queued, _writing, _next) = (_writing, _queued, 0);
            _unwritten = 0;
            _room?.TrySetResult();
            _room = null;
            return _isWorking = _writing.Count > 0;
        }
    }
}
