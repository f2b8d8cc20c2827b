namespace Sisk.Sse.Presence;

/// <content>The keys of other servers, and the changes that they get.</content>
internal sealed partial class StreamPresence
{
    private readonly KeyChanges _forPeers = new();

    /// <summary>
    /// True from a notification of the peers until they take the changes, so that notifications do not pile up while a message waits.
    /// </summary>
    private bool _arePeersNotified;

    /// <summary>Takes the changes of this server that the others do not know.</summary>
    /// <param name="all">A value that indicates whether all keys are taken, because the others may know none.</param>
    internal List<PresenceKey> TakeChanges(bool all)
    {
        lock (_gate)
        {
            if (all)
            {
                _forPeers.Restart(_local.Keys);
            }

            _arePeersNotified = false;
            return _forPeers.Take(_local.ContainsKey);
        }
    }

    /// <summary>Applies the changes of another server.</summary>
    internal void Apply(string server, IEnumerable<PresenceKey> changes)
    {
        lock (_gate)
        {
            foreach (var (key, isPresent) in changes)
            {
                if (isPresent)
                {
                    _table.Add(server, key);
                }
                else
                {
                    _table.Remove(server, key);
                }

                Touch(key, isLocal: false);
            }
        }

        Notify();
    }

    /// <inheritdoc cref="PresenceTable.BeginReplace"/>
    internal void BeginReplace(string server)
    {
        lock (_gate)
        {
            _table.BeginReplace(server);
        }
    }

    /// <summary>Removes the keys of another server that it no longer has.</summary>
    internal void EndReplace(string server) => Remove(() => _table.EndReplace(server));

    /// <summary>Removes a server that has left or died.</summary>
    internal void RemoveServer(string server) => Remove(() => _table.RemoveServer(server));

    private void Remove(Func<IReadOnlyCollection<string>> remove)
    {
        lock (_gate)
        {
            foreach (var key in remove())
            {
                Touch(key, isLocal: false);
            }
        }

        Notify();
    }
}
