namespace Sisk.Sse.Redis.Log;

/// <summary>A broadcast that waits for its place in the log.</summary>
internal sealed class PendingAppend(byte[] entry, long since) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal byte[] Entry => entry;

    /// <summary>When it began to wait.</summary>
    internal long Since => since;
}
