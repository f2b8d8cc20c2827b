using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Log;

/// <summary>
/// Indexes the latest event of each name by the key that it was broadcast to, as far as the history holds it. A newcomer is served without
/// a scan of the history. Not thread-safe.
/// </summary>
internal sealed class LatestEvents
{
    // Each list has one entry for each event type of the stream, so a search of it is short.
    private readonly Dictionary<string, List<HistoryEntry>> _byKey = new(StringComparer.Ordinal);

    internal void Add(in HistoryEntry entry)
    {
        if (!_byKey.TryGetValue(entry.Frame.Key!, out var entries))
        {
            _byKey[entry.Frame.Key!] = entries = [];
        }

        if (IndexOf(entries, entry) is >= 0 and var index)
        {
            entries[index] = entry;
        }
        else
        {
            entries.Add(entry);
        }
    }

    /// <summary>Removes an event that the history drops, unless a later one has replaced it.</summary>
    internal void Remove(in HistoryEntry entry)
    {
        if (!_byKey.TryGetValue(entry.Frame.Key!, out var entries)
            || IndexOf(entries, entry) is not (>= 0 and var index)
            || entries[index].Sequence != entry.Sequence)
        {
            return;
        }

        entries.RemoveAt(index);
        if (entries.Count == 0)
        {
            _byKey.Remove(entry.Frame.Key!);
        }
    }

    internal void Clear() => _byKey.Clear();

    /// <summary>Gets the latest event of each name that a connection with a key would have received, oldest first.</summary>
    internal List<HistoryEntry> Find(string key)
    {
        var found = new List<HistoryEntry>();
        Merge("", found);
        foreach (var prefix in new KeyPrefixes(key))
        {
            if (!prefix.IsEmpty)
            {
                Merge(prefix, found);
            }
        }

        found.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence));
        return found;
    }

    private void Merge(ReadOnlySpan<char> key, List<HistoryEntry> found)
    {
        if (!_byKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var entries))
        {
            return;
        }

        foreach (var entry in entries)
        {
            var index = IndexOf(found, entry);
            if (index < 0)
            {
                found.Add(entry);
            }
            else if (found[index].Sequence < entry.Sequence)
            {
                found[index] = entry;
            }
        }
    }

    private static int IndexOf(List<HistoryEntry> entries, in HistoryEntry entry)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Frame.EventName == entry.Frame.EventName)
            {
                return i;
            }
        }

        return -1;
    }
}
