namespace Sisk.Sse.Peers;

/// <summary>
/// The connections of this server whose identifiers must be unique across servers. Decides which of two connections on different servers is
/// newer. All servers come to the same decision, in whatever order they receive the announcements. Thread-safe.
/// </summary>
internal sealed class LocalConnections
{
    private readonly Lock _gate = new();
    private readonly Dictionary<HttpRequestEventSource, LocalConnection> _all = [];
    private readonly Dictionary<string, List<LocalConnection>> _byIdentifier = new(StringComparer.Ordinal);
    private long _lastToken;
    private long _losses;

    /// <summary>Gets the number of times that announcements may have been lost.</summary>
    internal long Losses => Volatile.Read(ref _losses);

    internal LocalConnection Add(HttpRequestEventSource source, long openedAt, EventLogPlace read)
    {
        lock (_gate)
        {
            var connection = new LocalConnection(source, ++_lastToken, openedAt, read);
            _all[source] = connection;
            if (!_byIdentifier.TryGetValue(connection.Identifier, out var same))
            {
                _byIdentifier[connection.Identifier] = same = [];
            }

            same.Add(connection);
            return connection;
        }
    }

    internal void Remove(HttpRequestEventSource source)
    {
        LocalConnection? connection;
        lock (_gate)
        {
            if (!_all.Remove(source, out connection))
            {
                return;
            }

            var same = _byIdentifier[connection.Identifier];
            same.Remove(connection);
            if (same.Count == 0)
            {
                _byIdentifier.Remove(connection.Identifier);
            }
        }

        // Cancels its announcement, whose code then continues here.
        connection.Dispose();
    }

    /// <summary>Sets the sequence of an announcement that was read from the log.</summary>
    internal void SetAnnounced(string identifier, long token, long sequence)
    {
        lock (_gate)
        {
            if (Find(identifier).Find(connection => connection.Token == token) is { } connection)
            {
                connection.Sequence = sequence;
            }
        }
    }

    /// <summary>Notes that an announcement was appended, unless announcements may have been lost since.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="losses">The value of <see cref="Losses"/> before the announcement.</param>
    internal void SetAppended(LocalConnection connection, long losses)
    {
        lock (_gate)
        {
            connection.IsAppended = losses == _losses;
        }
    }

    /// <summary>Compares the connections with an identifier to a connection of another server.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="other">The connection of the other server.</param>
    /// <param name="hadRead">
    /// Returns true if the other server had read the announcement at a sequence when its connection was opened.
    /// </param>
    internal (LocalConnection[] Older, LocalConnection[] Newer) Compare(string identifier, Opening other, Func<long, bool> hadRead)
    {
        lock (_gate)
        {
            var older = Find(identifier).FindAll(connection => IsOlder(connection, other, hadRead));
            return ([.. older], [.. Find(identifier).Except(older)]);
        }
    }

    /// <summary>Marks all connections as not announced, because their announcements may be lost.</summary>
    internal void ClearAnnounced()
    {
        lock (_gate)
        {
            _losses++;
            foreach (var connection in _all.Values)
            {
                (connection.Sequence, connection.IsAppended) = (null, false);
            }
        }
    }

    /// <summary>Returns some of the connections that have to be announced, and marks them as in progress.</summary>
    internal LocalConnection[] TakeUnannounced(int count)
    {
        lock (_gate)
        {
            LocalConnection[] taken = [.. _all.Values.Where(static connection => connection.MustBeAnnounced).Take(count)];
            Array.ForEach(taken, static connection => connection.IsBeingAnnounced = true);
            return taken;
        }
    }

    /// <summary>
    /// If the servers did not know of each other's connection, the order of the log decides, unless one connection was clearly opened
    /// earlier and announced late.
    /// </summary>
    private static bool IsOlder(LocalConnection connection, Opening other, Func<long, bool> hadRead)
    {
        if (connection.Sequence is { } sequence)
        {
            return hadRead(sequence) || connection.Opening is not { } announced || !other.IsClearlyBefore(announced);
        }

        return connection.Opening is { } opening && opening.IsClearlyBefore(other);
    }

    private List<LocalConnection> Find(string identifier) => _byIdentifier.GetValueOrDefault(identifier) ?? [];
}
