namespace Sisk.Sse.Inspection;

/// <summary>The delivery lags of one stream within the last seconds, in buckets of at most 19 % width. Thread-safe.</summary>
internal sealed class LagWindow
{
    private const int Turns = 10;
    private const int BucketsPerOctave = 4;

    /// <summary>The first bucket holds all lags up to a microsecond, the last one those over an hour.</summary>
    private const int Buckets = 32 * BucketsPerOctave;
    private const double Smallest = 1e-6;

    private readonly int[][] _turns = [.. Enumerable.Range(0, Turns).Select(static _ => new int[Buckets])];
    private int _turn;

    internal void Add(double seconds)
    {
        var bucket = seconds <= Smallest ? 0 : (int)Math.Ceiling(Math.Log2(seconds / Smallest) * BucketsPerOctave);
        Interlocked.Increment(ref _turns[Volatile.Read(ref _turn)][Math.Min(bucket, Buckets - 1)]);
    }

    /// <summary>Begins the next second, and forgets the oldest.</summary>
    internal void Advance()
    {
        var next = (_turn + 1) % Turns;
        Array.Clear(_turns[next]);
        Volatile.Write(ref _turn, next);
    }

    /// <summary>Gets the upper bound of a share of all lags.</summary>
    /// <param name="share">The share, such as 0.99.</param>
    /// <returns>The lag in seconds; null if there was none.</returns>
    internal double? Percentile(double share)
    {
        var total = _turns.Sum(static turn => turn.Sum());
        if (total == 0)
        {
            return null;
        }

        var left = (int)Math.Ceiling(share * total);
        var bucket = -1;
        while (left > 0 && bucket < Buckets - 1)
        {
            bucket++;
            left -= _turns.Sum(turn => turn[bucket]);
        }

        return Smallest * Math.Pow(2, (double)bucket / BucketsPerOctave);
    }
}
