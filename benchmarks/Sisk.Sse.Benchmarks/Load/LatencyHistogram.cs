using System.Diagnostics;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Latencies in buckets of 4 % width, from a microsecond to a minute.</summary>
internal sealed class LatencyHistogram
{
    private const double Growth = 1.04;
    private const int Buckets = 460;

    private readonly long[] _counts = new long[Buckets];

    internal void Add(long ticks)
    {
        var microseconds = ticks * 1e6 / Stopwatch.Frequency;
        var bucket = microseconds <= 1 ? 0 : Math.Min(Buckets - 1, (int)(Math.Log(microseconds) / Math.Log(Growth)));
        Interlocked.Increment(ref _counts[bucket]);
    }

    internal void Clear() => Array.Clear(_counts);

    internal TimeSpan Percentile(double fraction)
    {
        var left = (long)(_counts.Sum() * fraction);
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            left -= _counts[bucket];
            if (left < 0)
            {
                return TimeSpan.FromMicroseconds(Math.Pow(Growth, bucket + 1));
            }
        }

        return TimeSpan.Zero;
    }
}
