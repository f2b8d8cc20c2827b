
namespace Sisk.Sse.Peers;

/// <summary>
/// Closes connections of this server at the request of another. Each is closed on a thread of the pool, because the application's handlers
/// run there, and the calling thread reads the log.
/// </summary>
internal sealed class ConnectionCloser(HttpEventSourceCollection collection)
{
    /// <summary>Closes the connections with an identifier, or those below a prefix.</summary>
    internal void Close(string prefix, bool exact, CloseMode mode)
    {
        foreach (var source in collection.FindByPrefix(prefix))
        {
            if (!exact || source.Identifier == prefix)
            {
                Close(source, CloseReason.Closed, mode);
            }
        }
    }

    internal static void Close(HttpRequestEventSource source, CloseReason reason, CloseMode mode) => ThreadPool.UnsafeQueueUserWorkItem(
        static work =>
        {
            if (work.Mode is CloseMode.Permanent)
            {
                work.Source.ClosePermanently(work.Reason);
            }
            else
            {
                work.Source.Close();
            }
        },
        (Source: source, Reason: reason, Mode: mode),
        preferLocal: false);
}
