using System.Collections.Concurrent;

namespace Sisk.Sse.Sources;

/// <summary>
/// Tells of sources that have left, on the thread that closed them and one after the other: a handler that closes a room when one
/// of it leaves would otherwise call itself as deep as the room has members.
/// </summary>
internal sealed class UnregistrationQueue(Action<HttpRequestEventSource> handle)
{
    private readonly ConcurrentDictionary<int, Queue<HttpRequestEventSource>> _byThread = new();

    internal void Raise(HttpRequestEventSource source)
    {
        var thread = Environment.CurrentManagedThreadId;
        if (_byThread.TryGetValue(thread, out var waiting))
        {
            waiting.Enqueue(source);
            return;
        }

        waiting = new Queue<HttpRequestEventSource>();
        _byThread[thread] = waiting;
        try
        {
            handle(source);
            while (waiting.TryDequeue(out var next))
            {
                handle(next);
            }
        }
        finally
        {
            _byThread.TryRemove(thread, out _);
        }
    }
}
