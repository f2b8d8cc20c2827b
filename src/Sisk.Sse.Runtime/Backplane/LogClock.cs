namespace Sisk.Sse.Backplane;

/// <summary>
/// Estimates the time of a log's database, so that times from different servers can be compared even if their clocks differ.
/// </summary>
internal sealed class LogClock(TimeProvider time)
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromMinutes(1);
    private Sample? _sample;

    internal bool IsKnown => Volatile.Read(ref _sample) is not null;

    /// <summary>Adds a sample. The database read its clock at some point between the two timestamps.</summary>
    internal void Add(long milliseconds, long sent, long received)
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

    /// <summary>Returns the database's time at a timestamp, and its uncertainty, both in milliseconds.</summary>
    internal (long Milliseconds, long Uncertainty) At(long timestamp)
    {
        var sample = Volatile.Read(ref _sample)
            ?? throw new InvalidOperationException("The time of the database is unknown. Read the log first.");
        return ((long)Estimate(sample, timestamp), sample.Uncertainty);
    }

    private double Estimate(Sample sample, long timestamp) =>
        sample.Milliseconds + time.GetElapsedTime(sample.Timestamp, timestamp).TotalMilliseconds;

    private sealed record Sample(double Milliseconds, long Timestamp, long Uncertainty);
}
