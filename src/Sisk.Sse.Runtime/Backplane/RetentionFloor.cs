namespace Sisk.Sse.Backplane;

/// <summary>
/// Computes the number of recent events that a log keeps regardless of the history's limits: 256, or as many as fit into 4 MiB, but
/// at least 8.
/// </summary>
internal sealed class RetentionFloor
{
    private const int MaxEvents = 256;
    private const int MinEvents = 8;
    private const long MaxBytes = 4 * 1024 * 1024;

    private readonly Queue<int> _sizes = new();
    private long _bytes;
    private volatile int _count = MaxEvents;

    /// <summary>Gets the number of events to keep. Thread-safe.</summary>
    internal int Count => _count;

    internal void Add(int size)
    {
        _sizes.Enqueue(size);
        _bytes += size;
        while (_sizes.Count > MaxEvents || (_bytes > MaxBytes && _sizes.Count > MinEvents))
        {
            _bytes -= _sizes.Dequeue();
        }

        // Reduce the number only near the limit in bytes: a log with few events so far may receive small ones next.
        _count = _bytes > MaxBytes / 2 ? _sizes.Count : MaxEvents;
    }
}
