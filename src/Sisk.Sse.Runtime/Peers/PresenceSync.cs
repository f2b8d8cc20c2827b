namespace Sisk.Sse.Peers;

/// <summary>The wait for the keys that other servers have of a stream. Thread-safe.</summary>
internal sealed class PresenceSync
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Notes that a server has sent all of its keys.</summary>
    internal void Answer(string server)
    {
        lock (_gate)
        {
            _answered.Add(server);
            _changed.TrySetResult();
        }
    }

    /// <summary>Determines whether all servers have answered, and gets a task that completes at the next answer.</summary>
    internal (bool IsComplete, Task Changed) Check(IEnumerable<string> servers)
    {
        lock (_gate)
        {
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (servers.All(_answered.Contains), _changed.Task);
        }
    }
}
