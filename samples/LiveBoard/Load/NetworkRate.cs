namespace LiveBoard.Load;

/// <summary>Turns counters that only grow into bytes a second.</summary>
internal sealed class NetworkRate(TimeProvider time)
{
    private long _readAt = time.GetTimestamp();
    private (long In, long Out)? _before;

    public NetworkLoad Since((long In, long Out) counters)
    {
        var seconds = time.GetElapsedTime(_readAt).TotalSeconds;
        var before = _before ?? counters;
        _readAt = time.GetTimestamp();
        _before = counters;
        return new NetworkLoad(PerSecond(counters.In - before.In, seconds), PerSecond(counters.Out - before.Out, seconds));
    }

    // An interface that disappears takes its counter with it.
    private static long PerSecond(long bytes, double seconds) => bytes > 0 && seconds > 0 ? (long)(bytes / seconds) : 0;
}
