using System.Globalization;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>A page of a log.</summary>
/// <param name="Epochs">The log's epochs, as text.</param>
/// <param name="Sequence">The sequence of the log's latest event.</param>
/// <param name="Now">The time of Redis, in milliseconds.</param>
/// <param name="HasMore">True if more entries follow.</param>
/// <param name="Foreign">The number of entries from other programs.</param>
/// <param name="Entries">The entries, with times of Redis.</param>
internal sealed record LogPage(string Epochs, long Sequence, long Now, bool HasMore, int Foreign, LogEntry[] Entries)
{
    /// <summary>Gets the epoch that the reader had seen at the time of the request. Empty for its first read.</summary>
    internal required string SeenEpoch { get; init; }

    /// <summary>Gets a value indicating whether events are missing at the end of the log, because they were trimmed or removed.</summary>
    internal bool EndsEarly => !HasMore && (Entries.Length == 0 || Entries[^1].Last != Sequence);

    /// <summary>Gets the timestamp at which the page was received.</summary>
    internal required long Received { get; init; }

    /// <summary>
    /// Converts the time of an entry to a timestamp of this server: the latest possible one, so that a client that came before the entry never
    /// counts as one that came after it.
    /// </summary>
    internal long TimestampOf(LogEntry entry, TimeProvider time)
    {
        var age = TimeSpan.FromMilliseconds(Math.Max(0, Now - entry.At));
        return Received - (long)(age.TotalSeconds * time.TimestampFrequency);
    }

    internal static LogPage From(RedisResult result, string seenEpoch, long received)
    {
        var entries = Array.ConvertAll((RedisResult[])result[5]!, Entry);
        var own = Array.FindAll(entries, static entry => entry.Records.Count > 0);
        return new((string)result[0]!, (long)result[1], (long)result[2], (int)result[3] != 0, (int)result[4] + entries.Length - own.Length, own)
        {
            SeenEpoch = seenEpoch,
            Received = received,
        };
    }

    private static LogEntry Entry(RedisResult entry)
    {
        // The id consists of the last sequence and the time. The only field is named after the epoch.
        var id = (string)entry[0]!;
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return new LogEntry(
            long.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture),
            long.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture),
            EntryFormat.Read((byte[])entry[1][1]!));
    }
}
