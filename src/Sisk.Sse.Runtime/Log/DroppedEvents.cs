using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Log;

/// <summary>
/// Which event was the last to fall out of the history, key by key: a client of a quiet key resumes, however much has gone
/// to others meanwhile. Bounded: of too many keys the older half is forgotten, and then counts as dropped for all. Not thread-safe.
/// </summary>
internal sealed class DroppedEvents
{
    internal const int MaxKeys = 4096;

    // By hash, so that a key's length costs nothing. Two keys of one hash count as one: at worst a reset that was not needed.
    private readonly Dictionary<int, long> _lastByKey = [];
    private long _lastOfAll;

    internal int Count => _lastByKey.Count;

    internal void Add(string key, long sequence)
    {
        _lastByKey[string.GetHashCode(key)] = sequence;
        if (_lastByKey.Count > MaxKeys)
        {
            ForgetOlderHalf();
        }
    }

    /// <summary>Counts all up to a sequence as dropped.</summary>
    internal void Restart(long sequence)
    {
        _lastByKey.Clear();
        _lastOfAll = sequence;
    }

    /// <summary>The last dropped event that a connection with a key would have got: one to all, to a leading part of its key, or to the key.</summary>
    internal long LastFor(string key)
    {
        var last = Math.Max(_lastOfAll, _lastByKey.GetValueOrDefault(string.GetHashCode("")));
        foreach (var prefix in new KeyPrefixes(key))
        {
            last = Math.Max(last, _lastByKey.GetValueOrDefault(string.GetHashCode(prefix)));
        }

        return last;
    }

    private void ForgetOlderHalf()
    {
        var sequences = _lastByKey.Values.ToArray();
        Array.Sort(sequences);
        _lastOfAll = sequences[sequences.Length / 2];
        foreach (var (key, sequence) in _lastByKey)
        {
            if (sequence <= _lastOfAll)
            {
                _lastByKey.Remove(key);
            }
        }
    }
}
