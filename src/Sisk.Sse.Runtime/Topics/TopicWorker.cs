using Sisk.Sse.Connections;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>
/// Writes what a topic has put into the queues of its connections: one worker at a time, on the thread pool, which takes whatever has
/// been queued since its last round. So a burst costs a connection one write for many events.
/// </summary>
internal sealed class TopicWorker(SendBatches batches) : IThreadPoolWorkItem
{
    /// <summary>How many events may have been queued since the worker last began a round, before a broadcaster has to wait for the next.</summary>
    internal const int MaxUnwritten = 128;

    /// <summary>
    /// After this many bytes the worker queues up behind the server's threads, which send what they were given: while it is still in
    /// the processor's cache, and before thousands of clients have a piece of a burst in the server's memory.
    /// </summary>
    internal const int MaxBytesAtOnce = 512 * 1024;

    private List<Connection> _queued = [];
    private List<Connection> _writing = [];
    private int _unwritten;
    private bool _isWorking;
    private int _next;
    private TaskCompletionSource? _room;

    /// <summary>The topic's lock: an event gets its place in the order and in the queues in one step.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Whether the worker keeps up with the broadcasters. Under the lock.</summary>
    internal bool HasRoom => _unwritten < MaxUnwritten;

    /// <summary>Completes with the worker's next round. Under the lock.</summary>
    internal Task NextRound()
    {
        _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _room.Task;
    }

    /// <summary>Puts an event into the queues of its targets. Under the lock.</summary>
    /// <param name="targets">The connections that get it.</param>
    /// <param name="frame">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="start">Whether <see cref="Start"/> is to be called once the lock is left.</param>
    /// <returns>How many of the targets are behind.</returns>
    internal int Queue(Connection[] targets, Frame frame, long now, out bool start)
    {
        var patience = Backpressure.PatienceFor(targets.Length);
        var behind = 0;
        foreach (var target in targets)
        {
            if (target.Enqueue(frame, now, patience, ref behind))
            {
                _queued.Add(target);
            }
        }

        if (_isWorking)
        {
            _unwritten++;
            start = false;
        }
        else
        {
            start = _isWorking = _queued.Count > 0;
        }

        return behind;
    }

    internal void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        var batch = batches.Rent();
        bool goesOn;
        try
        {
            goesOn = Write(batch);
        }
        catch (Exception exception)
        {
            // What one connection throws ends neither the process nor the writes of the others.
            batches.Report(exception);
            goesOn = true;
        }

        batches.Return(batch);
        if (goesOn)
        {
            Start();
        }
    }

    /// <summary>A burst is written many events at a time: what is queued while a round goes on waits for the next one.</summary>
    private bool Write(SendBatch batch)
    {
        var bytes = 0L;
        do
        {
            while (_next < _writing.Count)
            {
                if (bytes >= MaxBytesAtOnce)
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

    /// <summary>Takes up what there is to write; where there is nothing, the worker rests, in one step, so that nothing stays behind.</summary>
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
