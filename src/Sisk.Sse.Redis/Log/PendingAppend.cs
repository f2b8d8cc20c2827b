namespace Sisk.Sse.Redis.Log;

/// <summary>A broadcast that waits to be appended.</summary>
internal sealed class PendingAppend(byte[] entry, long since) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal byte[] Entry => entry;

    /// <summary>Gets the timestamp at which the wait began.</summary>
    internal long Since => since;
}
