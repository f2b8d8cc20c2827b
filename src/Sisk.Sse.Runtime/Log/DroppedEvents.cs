using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Log;

/// <summary>
/// Tracks the last event of each key that the history has dropped. So a client of a quiet key can resume, however many events went to other
/// keys. At the key limit, the older half is merged into one entry that counts for all keys. Not thread-safe.
/// </summary>
internal sealed class DroppedEvents
{
    internal const int MaxKeys = 4096;

    // Hash codes instead of keys bound the memory for each entry. A collision causes an unnecessary reset at worst.
    private readonly Dictionary<int, long> _lastByKey = [];
    private long _lastForAllKeys;

    internal int Count => _lastByKey.Count;

    internal void Add(string key, long sequence)
    {
        _lastByKey[string.GetHashCode(key)] = sequence;
        if (_lastByKey.Count > MaxKeys)
        {
            MergeOlderHalf();
        }
    }

    /// <summary>Marks all events up to a sequence as dropped.</summary>
    internal void Restart(long sequence)
    {
        _lastByKey.Clear();
        _lastForAllKeys = sequence;
    }

    /// <summary>
    /// Gets the sequence of the last dropped event that a connection with a key would have received: one for all connections, for a prefix
    /// of its key, or for the key.
    /// </summary>
    internal long GetLast(string key)
    {
        var last = Math.Max(_lastForAllKeys, _lastByKey.GetValueOrDefault(string.GetHashCode("")));
        foreach (var prefix in new KeyPrefixes(key))
        {
            last = Math.Max(last, _lastByKey.GetValueOrDefault(string.GetHashCode(prefix)));
        }

        return last;
    }

    private void MergeOlderHalf()
    {
        var sequences = _lastByKey.Values.ToArray();
        Array.Sort(sequences);
        _lastForAllKeys = sequences[sequences.Length / 2];
        foreach (var (key, sequence) in _lastByKey)
        {
            if (sequence <= _lastForAllKeys)
            {
                _lastByKey.Remove(key);
            }
        }
    }
}
