using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Log;

/// <summary>
/// The events with which keys were completed, as far as the history holds them. A later event of the same key reopens its stream: what came
/// up to the last event is of no use to newcomers. Not thread-safe.
/// </summary>
internal sealed class LastEvents
{
    private readonly Dictionary<string, HistoryEntry> _byKey = new(StringComparer.Ordinal);

    // The sequences of the last events of keys whose streams have started over.
    private readonly Dictionary<string, long> _earlier = new(StringComparer.Ordinal);

    internal void Add(in HistoryEntry entry)
    {
        if (entry.Frame.IsLast)
        {
            _byKey[entry.Frame.Key!] = entry;
        }
        else if (_byKey.Count > 0 && _byKey.Remove(entry.Frame.Key!, out var last))
        {
            _earlier[entry.Frame.Key!] = last.Sequence;
        }
    }

    /// <summary>Removes an event that the history drops, unless a later one has replaced it.</summary>
    internal void Remove(in HistoryEntry entry)
    {
        if (!entry.Frame.IsLast)
        {
            return;
        }

        var key = entry.Frame.Key!;
        if (_byKey.TryGetValue(key, out var last) && last.Sequence == entry.Sequence)
        {
            _byKey.Remove(key);
        }

        if (_earlier.TryGetValue(key, out var earlier) && earlier == entry.Sequence)
        {
            _earlier.Remove(key);
        }
    }

    internal void Clear()
    {
        _byKey.Clear();
        _earlier.Clear();
    }

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

    /// <summary>
    /// Gets the sequence of the latest event that completed a connection's key, or a prefix of it, before that started over; 0 if there is
    /// none.
    /// </summary>
    internal long FindEarlier(string key)
    {
        if (_earlier.Count == 0)
        {
            return 0;
        }

        var found = _earlier.GetValueOrDefault("");
        var earlier = _earlier.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var prefix in new KeyPrefixes(key))
        {
            found = Math.Max(found, earlier.TryGetValue(prefix, out var sequence) ? sequence : 0);
        }

        return found;
    }
}
