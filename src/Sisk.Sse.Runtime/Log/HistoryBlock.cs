namespace Sisk.Sse.Log;

/// <summary>
/// Consecutive events of the history. Entries are only added, never changed, so a <see cref="HistorySlice"/> reads them without a lock.
/// </summary>
internal sealed class HistoryBlock
{
    private const int Capacity = 256;

    /// <summary>
    /// The size in bytes at which a block is full. A block is released as a whole, so it must not hold many large events.
    /// </summary>
    private const int MaxBytes = 64 * 1024;

    private readonly HistoryEntry[] _entries = new HistoryEntry[Capacity];
    private long _bytes;

    internal int Count { get; private set; }

    internal bool IsFull => Count == Capacity || _bytes >= MaxBytes;

    internal ref readonly HistoryEntry Last => ref _entries[Count - 1];

    internal ref readonly HistoryEntry this[int index] => ref _entries[index];

    internal void Add(in HistoryEntry entry)
    {
        _entries[Count++] = entry;
        _bytes += entry.Frame.Length;
    }

    internal ReadOnlySpan<HistoryEntry> Entries(int start, int end) => _entries.AsSpan(start..end);
}
