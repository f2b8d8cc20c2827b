using Sisk.Sse.Broadcasting;

namespace Sisk.Sse.Redis.Connections;

/// <summary>How many connections this server has below each prefix of their identifiers, and which of these numbers Redis does not have yet.</summary>
internal sealed class ConnectionCounts
{
    private const string All = "";
    private const string EmptySegment = "/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
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

    /// <summary>Has the number written again, since somebody else has.</summary>
    internal void Touch(string prefix)
    {
        lock (_gate)
        {
            _changed.Add(prefix);
        }
    }

    /// <summary>What has changed, or everything.</summary>
    internal KeyValuePair<string, int>[] Take(bool everything)
    {
        lock (_gate)
        {
            var taken = everything
                ? [.. _counts]
                : Array.ConvertAll([.. _changed], prefix => KeyValuePair.Create(prefix, _counts.GetValueOrDefault(prefix)));
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
