namespace Sisk.Sse;

/// <summary>The notification of an appended batch.</summary>
/// <param name="Previous">The epoch before the batch; a text that is no epoch if events were lost before it.</param>
/// <param name="Epoch">The epoch of the batch.</param>
/// <param name="First">The sequence of its first event.</param>
/// <param name="Count">The number of its events.</param>
/// <param name="Events">
/// Its events, as they were appended; empty if the notification does not hold them. The server then reads the log. The memory must not
/// be reused, because the server may process it later.
/// </param>
public readonly record struct EventLogNotification(string Previous, string Epoch, long First, int Count, ReadOnlyMemory<byte> Events)
{
    /// <summary>Gets the sequence of the batch's last event.</summary>
    public long Last => First + Count - 1;
}
