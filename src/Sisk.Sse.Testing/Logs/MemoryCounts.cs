namespace Sisk.Sse.Testing.Logs;

/// <summary>The connection counts of several servers in memory. Thread-safe.</summary>
internal sealed class MemoryCounts(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset End, Dictionary<string, int> Counts)> _servers = new(StringComparer.Ordinal);

    internal bool Publish(string server, TimeSpan lifetime, IReadOnlyList<KeyValuePair<string, int>> counts, bool areAll)
    {
        lock (_gate)
        {
            var known = Live(server);
            if (known is null && !areAll)
            {
                return false;
            }

            var all = areAll ? new Dictionary<string, int>(StringComparer.Ordinal) : known!;
            foreach (var (name, count) in counts)
            {
                if (count == 0)
                {
                    all.Remove(name);
                }
                else
                {
                    all[name] = count;
                }
            }

            _servers[server] = (time.GetUtcNow() + lifetime, all);
            return true;
        }
    }

    internal long Sum(string name)
    {
        lock (_gate)
        {
            return _servers.Keys.Sum(server => (long)(Live(server)?.GetValueOrDefault(name) ?? 0));
        }
    }

    internal bool? TryClaim(string server, string name)
    {
        lock (_gate)
        {
            if (_servers.Keys.Any(other => other != server && Live(other)?.GetValueOrDefault(name) > 0))
            {
                return false;
            }

            if (Live(server) is not { } own)
            {
                return null;
            }

            own[name] = 1;
            return true;
        }
    }

    internal bool Remove(string server)
    {
        lock (_gate)
        {
            return _servers.Remove(server);
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _servers.Clear();
        }
    }

    private Dictionary<string, int>? Live(string server) =>
        _servers.TryGetValue(server, out var found) && found.End > time.GetUtcNow() ? found.Counts : null;
}
