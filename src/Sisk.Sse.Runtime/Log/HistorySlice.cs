using Sisk.Sse.Identifiers;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Log;

/// <summary>A snapshot of the events after a position of the history. Read without the topic's lock.</summary>
internal readonly struct HistorySlice(HistoryBlock[] blocks, int start)
{
    private readonly int _lastCount = blocks.Length == 0 ? 0 : blocks[^1].Count;

    /// <summary>Gets the events for a connection's key, oldest first.</summary>
    internal List<Frame> GetForKey(string key)
    {
        var found = new List<Frame>();
        for (var i = 0; i < blocks.Length; i++)
        {
            foreach (ref readonly var entry in blocks[i].Entries(i == 0 ? start : 0, i == blocks.Length - 1 ? _lastCount : blocks[i].Count))
            {
                if (IdentifierKey.IsWithin(key, entry.Frame.Key!))
                {
                    found.Add(entry.Frame);
                }
            }
        }

        return found;
    }
}
