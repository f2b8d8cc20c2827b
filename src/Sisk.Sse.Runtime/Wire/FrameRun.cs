namespace Sisk.Sse.Wire;

/// <summary>
/// Consecutive events of a burst to the same connections. The queues of these connections hold a <see cref="FrameRange"/> of the run
/// instead of the events, and their bytes follow one another, so that a burst takes little memory and work for each connection. One thread
/// at a time adds events. Others read the events of ranges that they got under a lock.
/// </summary>
internal sealed class FrameRun
{
    /// <summary>The size of the largest frame of a run. Copying a larger one would cost more than it saves.</summary>
    private const int MaxFrameBytes = 4096;

    /// <summary>The size of a full run. A queue that has one event of a run holds all of them in memory.</summary>
    private const int MaxBytes = 64 * 1024;

    private const int InitialCapacity = 16;

    private Entry[] _entries = new Entry[InitialCapacity];
    private byte[] _chunks;

    private FrameRun(int capacity) => _chunks = new byte[capacity];

    /// <summary>Gets the number of events.</summary>
    internal int Count { get; private set; }

    /// <summary>Gets an event.</summary>
    internal Frame this[int index] => _entries[index].Frame;

    /// <summary>Begins a run. Returns null if the event is too large for one.</summary>
    internal static FrameRun? TryCreate(Frame first)
    {
        if (IsTooLarge(first))
        {
            return null;
        }

        var run = new FrameRun(first.Chunk.Length * InitialCapacity);
        run.TryAdd(first);
        return run;
    }

    /// <summary>Adds an event unless the run is full or the event too large.</summary>
    internal bool TryAdd(Frame frame)
    {
        var (start, bytes) = Count == 0 ? (0, 0) : (_entries[Count - 1].ChunkEnd, _entries[Count - 1].BytesEnd);
        var end = start + frame.Chunk.Length;
        if (IsTooLarge(frame) || end > MaxBytes)
        {
            return false;
        }

        // A reader may still use the old arrays, in which the events that it knows do not change.
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        if (end > _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Min(MaxBytes, Math.Max(end, _chunks.Length * 2)));
        }

        frame.Chunk.CopyTo(_chunks, start);
        _entries[Count++] = new Entry(frame, end, bytes + frame.Length);
        return true;
    }

    /// <summary>Gets the events from one index to another as chunks of HTTP/1.1.</summary>
    internal ArraySegment<byte> GetChunks(int start, int end)
    {
        var first = start == 0 ? 0 : _entries[start - 1].ChunkEnd;
        return new(_chunks, first, _entries[end - 1].ChunkEnd - first);
    }

    /// <summary>Gets the length of the events from one index to another, without the chunks' framing.</summary>
    internal int GetLength(int start, int end) => _entries[end - 1].BytesEnd - (start == 0 ? 0 : _entries[start - 1].BytesEnd);

    private static bool IsTooLarge(Frame frame) => frame.Chunk.Length > MaxFrameBytes;

    /// <summary>An event of the run.</summary>
    /// <param name="Frame">The event.</param>
    /// <param name="ChunkEnd">The end of its chunk.</param>
    /// <param name="BytesEnd">The length of the events up to this one.</param>
    private readonly record struct Entry(Frame Frame, int ChunkEnd, int BytesEnd);
}
