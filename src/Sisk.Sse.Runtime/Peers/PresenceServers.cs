namespace Sisk.Sse.Peers;

/// <summary>
/// The other servers that take part in the exchange of presence, with the time until which each counts as alive. Thread-safe.
/// </summary>
internal sealed class PresenceServers(TimeProvider time)
{
    /// <summary>The number of dead servers that are remembered. Hardly any comes back.</summary>
    private const int MaxDead = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Since, TimeSpan Lifetime)> _all = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dead = new(StringComparer.Ordinal);

    internal string[] All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Keys];
            }
        }
    }

    /// <summary>Notes that a server is alive.</summary>
    /// <returns>True if it was considered dead, so that its keys are no longer known.</returns>
    internal bool Renew(string server, TimeSpan lifetime)
    {
        lock (_gate)
        {
            _all[server] = (time.GetTimestamp(), lifetime);
            return _dead.Remove(server);
        }
    }

    /// <summary>Restarts the lifetimes of all servers, because their signs of life could not be received.</summary>
    internal void RenewAll()
    {
        lock (_gate)
        {
            foreach (var server in _all.Keys)
            {
                _all[server] = (time.GetTimestamp(), _all[server].Lifetime);
            }
        }
    }

    /// <summary>Removes the servers whose lifetime is over.</summary>
    internal string[] TakeDead()
    {
        lock (_gate)
        {
            string[] dead =
            [
                .. _all.Where(each => time.GetElapsedTime(each.Value.Since) >= each.Value.Lifetime).Select(static each => each.Key),
            ];
            if (_dead.Count > MaxDead)
            {
                _dead.Clear();
            }

            Array.ForEach(dead, server => _all.Remove(server));
            _dead.UnionWith(dead);
            return dead;
        }
    }
}
