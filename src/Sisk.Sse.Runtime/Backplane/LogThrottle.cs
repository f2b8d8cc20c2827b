namespace Sisk.Sse.Backplane;

/// <summary>Limits one kind of log message to 8 in 10 seconds, and counts the rest.</summary>
internal sealed class LogThrottle(TimeProvider time)
{
    internal const int MaxMessages = 8;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _since;
    private int _count;

    /// <summary>Returns true if a message may be written.</summary>
    internal bool Allows() => Allows(out _, out _);

    /// <summary>Returns true if a message may be written.</summary>
    /// <param name="isFirst">True for the first message of a window.</param>
    /// <param name="suppressed">The number of messages that the previous window suppressed, reported once.</param>
    internal bool Allows(out bool isFirst, out int suppressed)
    {
        lock (_gate)
        {
            suppressed = 0;
            if (_count == 0 || time.GetElapsedTime(_since) >= _window)
            {
                suppressed = Math.Max(0, _count - MaxMessages);
                (_since, _count) = (time.GetTimestamp(), 0);
            }

            isFirst = _count == 0;
            return ++_count <= MaxMessages;
        }
    }
}
