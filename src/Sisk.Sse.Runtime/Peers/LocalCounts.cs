using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Peers;

/// <summary>
/// Counts the connections of this server below each prefix of their identifiers, and tracks the changes that the database does not have
/// yet.
/// </summary>
internal sealed class LocalCounts
{
    private const string All = "";
    private const string EmptySegment = "/";

    /// <summary>
    /// The number of leading segments by which connections are counted. An identifier of the imperative API may come from a client, and
    /// counts for each of thousands of prefixes would take the square of its length.
    /// </summary>
    private const int MaxSegments = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    internal void Add(HttpRequestEventSource source, int change)
    {
        lock (_gate)
        {
            Change(All, change);
            var identifier = source.Identifier!;
            var segments = 0;
            foreach (var prefix in new KeyPrefixes(identifier))
            {
                var isWhole = prefix.Length == identifier.Length;
                segments++;

                // The unique last segment of a connection is never counted.
                if (isWhole ? !source.HasUniqueIdentifier : segments <= MaxSegments)
                {
                    Change(prefix.IsEmpty ? EmptySegment : prefix.ToString(), change);
                }
            }
        }
    }

    /// <summary>
    /// Holds back the count of an identifier that is being claimed. If two servers published it early, both would be rejected.
    /// </summary>
    internal void Hold(string prefix)
    {
        lock (_gate)
        {
            _held[prefix] = _held.GetValueOrDefault(prefix) + 1;
        }
    }

    /// <summary>Publishes the count again.</summary>
    internal void Release(string prefix)
    {
        lock (_gate)
        {
            _changed.Add(prefix);
            if (--_held[prefix] == 0)
            {
                _held.Remove(prefix);
            }
        }
    }

    /// <summary>Returns the changes, or all counts, except those held back.</summary>
    internal KeyValuePair<string, int>[] Take(bool everything)
    {
        lock (_gate)
        {
            KeyValuePair<string, int>[] taken = everything
                ? [.. _counts.Where(count => !_held.ContainsKey(count.Key))]
                : [.. _changed.Where(prefix => !_held.ContainsKey(prefix)).Select(
                    prefix => KeyValuePair.Create(prefix, _counts.GetValueOrDefault(prefix)))];
            _changed.Clear();
            return taken;
        }
    }

    private void Change(string prefix, int change)
    {
        var count = _counts.GetValueOrDefault(prefix) + change;
        _changed.Add(prefix);
        if (count == 0)
        {
            _counts.Remove(prefix);
        }
        else
        {
            _counts[prefix] = count;
        }
    }
}
