namespace Sisk.Sse.Presence;

/// <summary>
/// Finds the changes of a set of keys that a receiver does not know. Remembers the keys that it knows instead of queueing changes, so that
/// memory is bounded by the number of keys, and a key that comes and goes in between is no change. Not thread-safe.
/// </summary>
internal sealed class KeyChanges
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    /// <summary>Gets a value indicating whether <see cref="Take"/> may return changes.</summary>
    internal bool Any => _touched.Count > 0;

    /// <summary>Marks a key that may have changed.</summary>
    internal void Touch(string key) => _touched.Add(key);

    /// <summary>Takes the changes since the last call.</summary>
    /// <param name="isPresent">Returns true if a key is in the set now.</param>
    internal List<PresenceKey> Take(Func<string, bool> isPresent)
    {
        var changes = new List<PresenceKey>();
        foreach (var key in _touched)
        {
            if (isPresent(key) is var present && (present ? _known.Add(key) : _known.Remove(key)))
            {
                changes.Add(new PresenceKey(key, present));
            }
        }

        _touched.Clear();
        return changes;
    }

    /// <summary>Forgets the keys that the receiver knows, so that it gets all of them.</summary>
    internal void Restart(IEnumerable<string> keys)
    {
        _known.Clear();
        _touched.Clear();
        _touched.UnionWith(keys);
    }
}
