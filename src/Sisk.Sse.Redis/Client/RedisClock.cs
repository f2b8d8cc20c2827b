namespace Sisk.Sse.Redis.Client;

/// <summary>
/// Estimates the time on Redis' clock from the answers that tell it, so that moments on different servers can be compared whatever
/// the servers' own clocks say.
/// </summary>
internal sealed class RedisClock(TimeProvider time)
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromMinutes(1);
    private Sample? _sample;

    internal bool IsKnown => Volatile.Read(ref _sample) is not null;

    /// <summary>Takes an answer: Redis read its clock at some moment between the two timestamps.</summary>
    internal void Note(long milliseconds, long sent, long received)
    {
        var half = (time.GetElapsedTime(sent, received) / 2).TotalMilliseconds;
        var sample = new Sample(milliseconds + half, received, (long)half + 1);
        var old = Volatile.Read(ref _sample);
        if (old is null
            || sample.Uncertainty <= old.Uncertainty
            || time.GetElapsedTime(old.Timestamp, received) > _maxAge
            || Math.Abs(Estimate(old, received) - sample.Milliseconds) > old.Uncertainty + sample.Uncertainty)
        {
            Volatile.Write(ref _sample, sample);
        }
    }

    /// <summary>The time on Redis' clock at a timestamp, and by how much it may be wrong, in milliseconds.</summary>
    internal (long Milliseconds, long Uncertainty) At(long timestamp)
    {
        var sample = Volatile.Read(ref _sample) ?? throw new InvalidOperationException("Redis has not told the time yet. Read its log first.");
        return ((long)Estimate(sample, timestamp), sample.Uncertainty);
    }

    private double Estimate(Sample sample, long timestamp) =>
        sample.Milliseconds + time.GetElapsedTime(sample.Timestamp, timestamp).TotalMilliseconds;

    private sealed record Sample(double Milliseconds, long Timestamp, long Uncertainty);
}
