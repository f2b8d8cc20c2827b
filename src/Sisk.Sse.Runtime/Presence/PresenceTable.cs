using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Presence;

/// <summary>The keys with connections, by the servers that have them. Not thread-safe; the stream's presence locks.</summary>
internal sealed class PresenceTable
{
    private readonly Dictionary<string, HashSet<string>> _byServer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _servers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _byPrefix = new(StringComparer.Ordinal);

    /// <summary>Returns true if a server has a connection with the key.</summary>
    internal bool Contains(string key) => _servers.ContainsKey(key);

    internal void Add(string server, string key)
    {
        _ = _replaced.TryGetValue(server, out var replaced) && replaced.Remove(key);
        if (!_byServer.TryGetValue(server, out var keys))
        {
            _byServer[server] = keys = new HashSet<string>(StringComparer.Ordinal);
        }

        if (keys.Add(key))
        {
            Count(key);
        }
    }

    internal void Remove(string server, string key)
    {
        _ = _replaced.TryGetValue(server, out var replaced) && replaced.Remove(key);
        if (_byServer.TryGetValue(server, out var keys) && keys.Remove(key))
        {
            Uncount(key);
        }
    }

    /// <summary>Removes a server.</summary>
    /// <returns>The keys that it had.</returns>
    internal IReadOnlyCollection<string> RemoveServer(string server)
    {
        _replaced.Remove(server);
        if (!_byServer.Remove(server, out var keys))
        {
            return [];
        }

        foreach (var key in keys)
        {
            Uncount(key);
        }

        return keys;
    }

    /// <summary>Begins to replace the keys of a server. Those that are not added again are removed by <see cref="EndReplace"/>.</summary>
    internal void BeginReplace(string server) =>
        _replaced[server] = _byServer.TryGetValue(server, out var keys) ? new HashSet<string>(keys, StringComparer.Ordinal) : [];

    /// <summary>Removes the keys that were not added since <see cref="BeginReplace"/>.</summary>
    /// <returns>The removed keys.</returns>
    internal IReadOnlyCollection<string> EndReplace(string server)
    {
        if (!_replaced.Remove(server, out var left))
        {
            return [];
        }

        foreach (var key in left)
        {
            Remove(server, key);
        }

        return left;
    }

    /// <summary>Finds the keys that begin with the segments of a prefix and have more; all keys for an empty prefix.</summary>
    internal string[] Find(string prefix) =>
        prefix.Length == 0 ? [.. _servers.Keys] : _byPrefix.TryGetValue(prefix, out var keys) ? [.. keys] : [];

    private void Count(string key)
    {
        if (_servers.TryGetValue(key, out var servers))
        {
            _servers[key] = servers + 1;
            return;
        }

        _servers[key] = 1;
        var prefixes = _byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var prefix in new KeyPrefixes(key))
        {
            if (prefix.Length == key.Length)
            {
                return;
            }

            if (!prefixes.TryGetValue(prefix, out var keys))
            {
                prefixes[prefix] = keys = new HashSet<string>(StringComparer.Ordinal);
            }

            keys.Add(key);
        }
    }

    private void Uncount(string key)
    {
        var servers = _servers[key] - 1;
        if (servers > 0)
        {
            _servers[key] = servers;
            return;
        }

        _servers.Remove(key);
        var prefixes = _byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var prefix in new KeyPrefixes(key))
        {
            if (prefixes.TryGetValue(prefix, out var keys) && keys.Remove(key) && keys.Count == 0)
            {
                prefixes.Remove(prefix);
            }
        }
    }
}
