namespace Sisk.Sse.Peers;

/// <summary>
/// Closes connections of this server at the request of another. Each is closed on a thread of the pool, because the application's handlers
/// run there, and the calling thread reads the log.
/// </summary>
internal static class ConnectionCloser
{
    internal static void Close(IEnumerable<HttpRequestEventSource> sources, CloseReason reason, CloseMode mode)
    {
        foreach (var source in sources)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => Close(work.Source, work.Reason, work.Mode),
                (Source: source, Reason: reason, Mode: mode),
                preferLocal: false);
        }
    }

    private static void Close(HttpRequestEventSource source, CloseReason reason, CloseMode mode)
    {
        if (mode is CloseMode.Permanent)
        {
            source.ClosePermanently(reason);
        }
        else
        {
            source.Close();
        }
    }
}
