using System.Collections.Concurrent;

namespace Sisk.Sse.Sources;

/// <summary>
/// Calls a handler for removed sources, on the thread that closed them, one after another. Without the queue, a handler that closes further
/// sources would recurse once for each of them.
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
