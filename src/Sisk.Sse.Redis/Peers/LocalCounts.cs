using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Redis.Peers;

/// <summary>How many connections this server has below each prefix of their identifiers, and which of these numbers Redis does not have yet.</summary>
internal sealed class LocalCounts
{
    private const string All = "";
    private const string EmptySegment = "/";

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
            foreach (var prefix in new KeyPrefixes(identifier))
            {
                // Nobody asks for a segment that is one connection's own.
                if (!source.HasUniqueIdentifier || prefix.Length < identifier.Length)
                {
                    Change(prefix.IsEmpty ? EmptySegment : prefix.ToString(), change);
                }
            }
        }
    }

    /// <summary>Keeps a number from being written while it is claimed: two servers that both had written it would both be refused.</summary>
    internal void Hold(string prefix)
    {
        lock (_gate)
        {
            _held[prefix] = _held.GetValueOrDefault(prefix) + 1;
        }
    }

    /// <summary>Has the number written again.</summary>
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

    /// <summary>What has changed, or everything; without what is held.</summary>
    internal KeyValuePair<string, int>[] Take(bool everything)
    {
        lock (_gate)
        {
            KeyValuePair<string, int>[] taken = everything
                ? [.. _counts.Where(count => !_held.ContainsKey(count.Key))]
                : [.. _changed.Where(prefix => !_held.ContainsKey(prefix)).Select(prefix => KeyValuePair.Create(prefix, _counts.GetValueOrDefault(prefix)))];
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
