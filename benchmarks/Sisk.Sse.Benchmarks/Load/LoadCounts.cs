using System.Diagnostics;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Counts what the clients have received since the last reset. One thread counts, another reads.</summary>
internal sealed class LoadCounts
{
    private readonly LatencyHistogram _latencies = new();
    private long _received;
    private long _ended;
    private long _first = long.MaxValue;
    private long _last;

    internal long Received => Volatile.Read(ref _received);

    internal void Add(long sent, long now)
    {
        _latencies.Add(now - sent);
        _first = Math.Min(_first, sent);
        _last = now;
        Volatile.Write(ref _received, _received + 1);
    }

    internal void AddEnded() => Interlocked.Increment(ref _ended);

    /// <summary>Called while nothing is on its way.</summary>
    internal void Reset()
    {
        _latencies.Clear();
        (_first, _last) = (long.MaxValue, 0);
        Volatile.Write(ref _received, 0);
    }

    internal LoadResult ToResult() => new(
        Received,
        Interlocked.Read(ref _ended),
        _latencies.Percentile(0.5),
        _latencies.Percentile(0.99),
        TimeSpan.FromSeconds(Math.Max(0, _last - _first) / (double)Stopwatch.Frequency));
}
