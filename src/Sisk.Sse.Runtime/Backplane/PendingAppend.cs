namespace Sisk.Sse.Backplane;

/// <summary>
/// A broadcast that waits to be appended: one event, or several that are appended together. Its result is the place of the first.
/// </summary>
internal sealed class PendingAppend(byte[] entry, int dataBytes, long since, int count = 1)
    : TaskCompletionSource<EventLogPlace>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal byte[] Entry => entry;

    /// <summary>Gets the size of the events' data, which is less than that of the entry.</summary>
    internal int DataBytes => dataBytes;

    /// <summary>Gets the number of events.</summary>
    internal int Count => count;

    /// <summary>Gets the number of events in a batch.</summary>
    internal static int CountOf(List<PendingAppend> batch) => batch.Sum(static append => append.Count);

    /// <summary>Gets the timestamp at which the wait began.</summary>
    internal long Since => since;
}
