namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>
/// The ratio of two backplanes' percentiles over all pairs, and how far it may be trusted: pairs are drawn again, with repeats (bootstrap).
/// </summary>
internal sealed record Comparison(double First, double Second, double Ratio, double Low, double High)
{
    private const int Draws = 2000;
    private const int Seed = 7;

    /// <param name="pairs">The measured pairs.</param>
    /// <param name="share">0.99 for the p99.</param>
    internal static Comparison Of(IReadOnlyList<Pair> pairs, double share)
    {
        // Each delivery with the pair that it belongs to, in the order of the times: a draw is then counted through, not sorted.
        var (first, second) = (Ordered(pairs, pair => pair.First), Ordered(pairs, pair => pair.Second));
        var every = Enumerable.Repeat(1, pairs.Count).ToArray();
        var random = new Random(Seed);
        var ratios = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var times = new int[pairs.Count];
            for (var i = 0; i < pairs.Count; i++)
            {
                times[random.Next(pairs.Count)]++;
            }

            ratios[draw] = Percentile(first, times, share) / Percentile(second, times, share);
        }

        Array.Sort(ratios);
        var (one, two) = (Percentile(first, every, share), Percentile(second, every, share));
        return new Comparison(one, two, one / two, ratios[(int)(Draws * 0.025)], ratios[(int)(Draws * 0.975)]);
    }

    public override string ToString() => $"{First:F2} / {Second:F2} ms, {Ratio:F2} x ({Low:F2}-{High:F2})";

    private static (double Milliseconds, int Pair)[] Ordered(IReadOnlyList<Pair> pairs, Func<Pair, Slice> side) =>
        [.. pairs.SelectMany((pair, index) => side(pair).Milliseconds.Select(milliseconds => (milliseconds, index))).OrderDescending()];

    /// <summary>From the slowest down, since only the tail has to be counted.</summary>
    private static double Percentile((double Milliseconds, int Pair)[] slowestFirst, int[] times, double share)
    {
        var left = slowestFirst.Length * (1 - share);
        foreach (var (milliseconds, pair) in slowestFirst)
        {
            left -= times[pair];
            if (left < 0)
            {
                return milliseconds;
            }
        }

        return slowestFirst[^1].Milliseconds;
    }
}
