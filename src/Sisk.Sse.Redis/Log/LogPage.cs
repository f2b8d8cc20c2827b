using System.Globalization;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The answer to a read of the log.</summary>
/// <param name="Epochs">The log's epochs, as text.</param>
/// <param name="Sequence">The sequence of the log's latest event.</param>
/// <param name="Now">The time on Redis' clock, in milliseconds.</param>
/// <param name="HasMore">Whether more entries follow that found no room in the page.</param>
/// <param name="Foreign">The number of entries that another program has written.</param>
/// <param name="Entries">The entries, with times on Redis' clock.</param>
internal sealed record LogPage(string Epochs, long Sequence, long Now, bool HasMore, int Foreign, LogEntry[] Entries)
{
    /// <summary>The epoch that the reader had seen when it asked; empty for its first read.</summary>
    internal required string SeenEpoch { get; init; }

    /// <summary>Whether events are missing at the log's end: trimmed to nothing, or removed by somebody else.</summary>
    internal bool EndsEarly => !HasMore && (Entries.Length == 0 || Entries[^1].Last != Sequence);

    internal static LogPage From(RedisResult result, string seenEpoch)
    {
        var entries = Array.ConvertAll((RedisResult[])result[5]!, Entry);
        var own = Array.FindAll(entries, static entry => entry.Records.Count > 0);
        return new((string)result[0]!, (long)result[1], (long)result[2], (int)result[3] != 0, (int)result[4] + entries.Length - own.Length, own)
        {
            SeenEpoch = seenEpoch,
        };
    }

    private static LogEntry Entry(RedisResult entry)
    {
        // The id is the last sequence and the time; the one field is named by the epoch.
        var id = (string)entry[0]!;
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return new LogEntry(
            long.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture),
            long.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture),
            EntryFormat.Read((byte[])entry[1][1]!));
    }
}
