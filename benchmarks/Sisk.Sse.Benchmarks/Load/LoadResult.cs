using System.Globalization;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>The events that the clients have received.</summary>
/// <param name="Received">The number of events, over all clients.</param>
/// <param name="Ended">The number of clients that have lost their stream.</param>
/// <param name="Median">Of the latency of each event.</param>
/// <param name="P99">Of the latency of each event.</param>
/// <param name="Duration">From the sending of the first event to the arrival of the last.</param>
internal sealed record LoadResult(long Received, long Ended, TimeSpan Median, TimeSpan P99, TimeSpan Duration)
{
    internal string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"{Received} {Ended} {Median.Ticks} {P99.Ticks} {Duration.Ticks}");

    internal static LoadResult FromLine(string line)
    {
        var words = line.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new(words[0], words[1], new(words[2]), new(words[3]), new(words[4]));
    }
}
