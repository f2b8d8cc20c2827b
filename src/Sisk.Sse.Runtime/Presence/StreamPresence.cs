namespace Sisk.Sse.Presence;

/// <summary>
/// The keys of a stream that have connections, on this server and on others. A key of this server stays for a while after its last
/// connection has closed, so that a reload is no change. Thread-safe.
/// </summary>
internal sealed partial class StreamPresence : IDisposable
{
    /// <summary>The name of this server in the table.</summary>
    private const string Here = "";

    private readonly Lock _gate = new();
    private readonly PresenceTable _table = new();
    private readonly Dictionary<string, LocalKey> _local = new(StringComparer.Ordinal);

    /// <summary>The keys of this server without connections, the longest without first.</summary>
    private readonly LinkedList<LocalKey> _leaving = new();
    private readonly TimeSpan _delay;
    private readonly TimeProvider _time;
    private readonly IPresencePeers? _peers;
    private readonly ITimer _timer;
    private bool _isTimerSet;

    /// <summary>Initializes the presence of a stream.</summary>
    /// <param name="stream">The stream's name, the same on every server.</param>
    /// <param name="delay">The time for which a key stays after its last connection.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Logs an exception of a handler.</param>
    /// <param name="peers">The other servers; null if there are none.</param>
    internal StreamPresence(string stream, TimeSpan delay, TimeProvider time, Action<Exception> report, IPresencePeers? peers)
    {
        Stream = stream;
        (_delay, _time, _report, _peers) = (delay, time, report, peers);
        _timer = time.CreateTimer(
            static presence => ((StreamPresence)presence!).RemoveLeft(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal string Stream { get; }

    /// <summary>Adds a connection of this server.</summary>
    internal void Connect(string key)
    {
        lock (_gate)
        {
            if (!_local.TryGetValue(key, out var local))
            {
                _local[key] = local = new LocalKey(key);
                _table.Add(Here, key);
                Touch(key, isLocal: true);
            }
            else if (local.Connections == 0)
            {
                _leaving.Remove(local.Leaving!);
            }

            local.Connections++;
        }

        Notify();
    }

    /// <summary>Removes a connection of this server.</summary>
    internal void Disconnect(string key)
    {
        lock (_gate)
        {
            var local = _local[key];
            if (--local.Connections > 0)
            {
                return;
            }

            local.EmptySince = _time.GetTimestamp();
            local.Leaving ??= new LinkedListNode<LocalKey>(local);
            _leaving.AddLast(local.Leaving);
            if (!_isTimerSet)
            {
                SetTimer(_delay);
            }
        }
    }

    /// <summary>Stops the clock and calls no more handlers, since the application is disposed.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _handlers.Clear();
        }
    }

    /// <summary>Finds the keys that begin with the segments of a prefix, in their order.</summary>
    internal string[] Find(string prefix)
    {
        string[] found;
        lock (_gate)
        {
            found = _table.Find(prefix);
        }

        // Clients that come and go do not wait for this.
        Array.Sort(found, StringComparer.Ordinal);
        return found;
    }

    /// <summary>Waits until the keys of all servers are known.</summary>
    internal ValueTask SyncAsync(CancellationToken cancellationToken) =>
        _peers?.SyncAsync(this, cancellationToken) ?? ValueTask.CompletedTask;

    private void Touch(string key, bool isLocal)
    {
        if (_handlers.Count > 0)
        {
            _forHandlers.Touch(key);
        }

        if (isLocal && _peers is not null)
        {
            _forPeers.Touch(key);
        }
    }

    /// <summary>Removes the keys whose connections have not come back in time.</summary>
    private void RemoveLeft()
    {
        lock (_gate)
        {
            _isTimerSet = false;
            while (_leaving.First?.Value is { } next)
            {
                var left = _delay - _time.GetElapsedTime(next.EmptySince);
                if (left > TimeSpan.Zero)
                {
                    SetTimer(left);
                    break;
                }

                _leaving.RemoveFirst();
                _local.Remove(next.Key);
                _table.Remove(Here, next.Key);
                Touch(next.Key, isLocal: true);
            }
        }

        Notify();
    }

    private void SetTimer(TimeSpan delay)
    {
        _isTimerSet = true;
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A key of this server.</summary>
    private sealed class LocalKey(string key)
    {
        internal string Key => key;

        internal int Connections { get; set; }

        /// <summary>Gets or sets the timestamp at which the last connection was closed.</summary>
        internal long EmptySince { get; set; }

        /// <summary>Gets or sets the key's place among those without connections; null before it has first been one of them.</summary>
        internal LinkedListNode<LocalKey>? Leaving { get; set; }
    }
}
