namespace Sisk.Sse.Redis.Client;

/// <summary>Lets so many messages of one kind through in a while, and counts the others.</summary>
internal sealed class LogThrottle(TimeProvider time)
{
    internal const int MaxMessages = 8;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _since;
    private int _count;

    /// <summary>Whether a message may be written.</summary>
    /// <param name="isFirst">Whether it is the first one of its window.</param>
    /// <param name="leftOut">The number of messages that the window before it has left out, told once.</param>
    internal bool Allows(out bool isFirst, out int leftOut)
    {
        lock (_gate)
        {
            leftOut = 0;
            if (_count == 0 || time.GetElapsedTime(_since) >= _window)
            {
                leftOut = Math.Max(0, _count - MaxMessages);
                (_since, _count) = (time.GetTimestamp(), 0);
            }

            isFirst = _count == 0;
            return ++_count <= MaxMessages;
        }
    }
}
