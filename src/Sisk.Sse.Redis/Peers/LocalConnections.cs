namespace Sisk.Sse.Redis.Peers;

/// <summary>
/// The connections of this server of which each has its identifier alone, and which of two on different servers is the newer one. All servers
/// decide that alike, in whatever order they hear of the two. Thread-safe.
/// </summary>
internal sealed class LocalConnections
{
    private readonly Lock _gate = new();
    private readonly Dictionary<HttpRequestEventSource, LocalConnection> _all = [];
    private readonly Dictionary<string, List<LocalConnection>> _byIdentifier = new(StringComparer.Ordinal);
    private long _lastToken;

    internal LocalConnection Add(HttpRequestEventSource source, long openedAt, (string Epoch, long Position) read)
    {
        lock (_gate)
        {
            var own = new LocalConnection(source, ++_lastToken, openedAt, read);
            _all[source] = own;
            if (!_byIdentifier.TryGetValue(own.Identifier, out var same))
            {
                _byIdentifier[own.Identifier] = same = [];
            }

            same.Add(own);
            return own;
        }
    }

    internal void Remove(HttpRequestEventSource source)
    {
        lock (_gate)
        {
            if (!_all.Remove(source, out var own))
            {
                return;
            }

            own.Dispose();
            var same = _byIdentifier[own.Identifier];
            same.Remove(own);
            if (same.Count == 0)
            {
                _byIdentifier.Remove(own.Identifier);
            }
        }
    }

    /// <summary>The announcement of one of them was read in the log.</summary>
    internal void NoteAnnounced(string identifier, long token, long sequence)
    {
        lock (_gate)
        {
            if (Find(identifier).Find(own => own.Token == token) is { } own)
            {
                own.Sequence = sequence;
            }
        }
    }

    /// <summary>Compares this server's connections with the identifier to another server's.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="other">The other server's connection.</param>
    /// <param name="hadRead">Whether the other server had read the announcement at a sequence when its connection was opened.</param>
    internal (LocalConnection[] Older, LocalConnection[] Newer) Compare(string identifier, Opening other, Func<long, bool> hadRead)
    {
        lock (_gate)
        {
            var older = Find(identifier).FindAll(own => IsOlder(own, other, hadRead));
            return ([.. older], [.. Find(identifier).Except(older)]);
        }
    }

    /// <summary>Forgets what was announced: nobody may have heard it.</summary>
    internal void ForgetAnnouncements()
    {
        lock (_gate)
        {
            foreach (var own in _all.Values)
            {
                own.Sequence = null;
            }
        }
    }

    /// <summary>Takes some of those that are to be announced.</summary>
    internal LocalConnection[] TakeUnannounced(int count)
    {
        lock (_gate)
        {
            LocalConnection[] taken = [.. _all.Values.Where(static own => own is { Sequence: null, IsBeingAnnounced: false }).Take(count)];
            Array.ForEach(taken, static own => own.IsBeingAnnounced = true);
            return taken;
        }
    }

    /// <summary>
    /// Of two that did not know of each other the log's order decides, unless one was clearly opened before: its announcement was late.
    /// </summary>
    private static bool IsOlder(LocalConnection own, Opening other, Func<long, bool> hadRead)
    {
        if (own.Sequence is { } sequence)
        {
            return hadRead(sequence) || own.Opening is not { } announced || !IsClearlyBefore(other, announced);
        }

        return own.Opening is { } opening && IsClearlyBefore(opening, other);
    }

    private static bool IsClearlyBefore(Opening one, Opening other) => one.At + one.Uncertainty + other.Uncertainty < other.At;

    private List<LocalConnection> Find(string identifier) => _byIdentifier.GetValueOrDefault(identifier) ?? [];
}
