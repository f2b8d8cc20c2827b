namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Counts how many of a log's latest events Redis keeps whatever the history's bounds: up to 256, but no more than a few megabytes, since
/// 256 large events would be hundreds.
/// </summary>
internal sealed class RetentionFloor
{
    private const int MaxEvents = 256;
    private const int MinEvents = 8;
    private const long MaxBytes = 4 * 1024 * 1024;

    private readonly Queue<int> _sizes = new();
    private long _bytes;
    private volatile int _count = MaxEvents;

    /// <summary>The number of events to keep; safe to read on any thread.</summary>
    internal int Count => _count;

    internal void Add(int size)
    {
        _sizes.Enqueue(size);
        _bytes += size;
        while (_sizes.Count > MaxEvents || (_bytes > MaxBytes && _sizes.Count > MinEvents))
        {
            _bytes -= _sizes.Dequeue();
        }

        // Fewer only where the bytes are at their bound: a log with few events yet may have small ones next.
        _count = _bytes > MaxBytes / 2 ? _sizes.Count : MaxEvents;
    }
}
