using Sisk.Sse.Identifiers;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Log;

/// <summary>A snapshot of the events after a position of the history. Read without the topic's lock.</summary>
internal readonly struct HistorySlice(HistoryBlock[] blocks, int start)
{
    private readonly int _lastCount = blocks.Length == 0 ? 0 : blocks[^1].Count;

    /// <summary>Gets the events for a connection's key, oldest first.</summary>
    /// <param name="key">The connection's key.</param>
    /// <param name="through">The sequence of the last event to get.</param>
    internal List<Frame> GetForKey(string key, long through = long.MaxValue)
    {
        var found = new List<Frame>();
        for (var i = 0; i < blocks.Length; i++)
        {
            foreach (ref readonly var entry in EntriesOf(i))
            {
                if (entry.Sequence <= through && IdentifierKey.IsWithin(key, entry.Frame.Key!))
                {
                    found.Add(entry.Frame);
                }
            }
        }

        return found;
    }

    /// <summary>Gets the last event for a connection's key, without some of the latest; null if there is none.</summary>
    internal Frame? FindLast(string key, int skipped)
    {
        for (var i = blocks.Length - 1; i >= 0; i--)
        {
            var entries = EntriesOf(i);
            for (var j = entries.Length - 1; j >= 0; j--)
            {
                if (IdentifierKey.IsWithin(key, entries[j].Frame.Key!) && skipped-- == 0)
                {
                    return entries[j].Frame;
                }
            }
        }

        return null;
    }

    private ReadOnlySpan<HistoryEntry> EntriesOf(int block) =>
        blocks[block].Entries(block == 0 ? start : 0, block == blocks.Length - 1 ? _lastCount : blocks[block].Count);
}
