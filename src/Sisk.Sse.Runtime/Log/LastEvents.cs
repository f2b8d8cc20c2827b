using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Log;

/// <summary>
/// The events with which keys were completed, as far as the history holds them. A later event of the same key begins its stream anew. Not
/// thread-safe.
/// </summary>
internal sealed class LastEvents
{
    private readonly Dictionary<string, HistoryEntry> _byKey = new(StringComparer.Ordinal);

    internal void Add(in HistoryEntry entry)
    {
        if (entry.Frame.IsLast)
        {
            _byKey[entry.Frame.Key!] = entry;
        }
        else if (_byKey.Count > 0)
        {
            _byKey.Remove(entry.Frame.Key!);
        }
    }

    /// <summary>Removes an event that the history drops, unless a later one has replaced it.</summary>
    internal void Remove(in HistoryEntry entry)
    {
        if (entry.Frame.IsLast && _byKey.TryGetValue(entry.Frame.Key!, out var last) && last.Sequence == entry.Sequence)
        {
            _byKey.Remove(entry.Frame.Key!);
        }
    }

    internal void Clear() => _byKey.Clear();

    /// <summary>Gets the latest event that completed a connection's key or a prefix of it; null if there is none.</summary>
    internal HistoryEntry? Find(string key)
    {
        if (_byKey.Count == 0)
        {
            return null;
        }

        HistoryEntry? found = _byKey.TryGetValue("", out var ofAll) ? ofAll : null;
        var lasts = _byKey.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var prefix in new KeyPrefixes(key))
        {
            if (lasts.TryGetValue(prefix, out var last) && !(last.Sequence < found?.Sequence))
            {
                found = last;
            }
        }

        return found;
    }
}
