using System.Diagnostics;
using System.Numerics;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Latencies in buckets of 3 % width: five bits below the highest. One thread adds.</summary>
internal sealed class LatencyHistogram
{
    private const int Bits = 5;
    private const int Fine = 1 << Bits;

    private readonly long[] _counts = new long[64 * Fine];

    internal void Add(long ticks) => _counts[Bucket(Math.Max(ticks, 0))]++;

    internal void Clear() => Array.Clear(_counts);

    internal TimeSpan Percentile(double fraction)
    {
        var left = (long)(_counts.Sum() * fraction);
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            left -= _counts[bucket];
            if (left < 0)
            {
                return TimeSpan.FromSeconds(UpperBound(bucket) / Stopwatch.Frequency);
            }
        }

        return TimeSpan.Zero;
    }

    private static int Bucket(long ticks)
    {
        if (ticks < Fine)
        {
            return (int)ticks;
        }

        var shift = BitOperations.Log2((ulong)ticks) - Bits;
        return ((shift + 1) * Fine) + (int)((ticks >> shift) - Fine);
    }

    private static double UpperBound(int bucket) =>
        bucket < Fine ? bucket + 1 : Math.ScaleB(Fine + (bucket % Fine) + 1, (bucket / Fine) - 1);
}
