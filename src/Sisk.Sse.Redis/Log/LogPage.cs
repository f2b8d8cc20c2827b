using System.Globalization;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>What a read of the log gave.</summary>
/// <param name="Epochs">The log's epochs, as text.</param>
/// <param name="Sequence">That of the log's latest event.</param>
/// <param name="Now">The time on Redis' clock, in milliseconds.</param>
/// <param name="Entries">The entries, with times on Redis' clock.</param>
internal sealed record LogPage(string Epochs, long Sequence, long Now, LogEntry[] Entries)
{
    /// <summary>Whether events are missing at the log's end: trimmed to nothing, or removed by somebody else.</summary>
    internal bool EndsEarly(int pageSize) => Entries.Length < pageSize && (Entries.Length == 0 ? Sequence > 0 : Entries[^1].Last != Sequence);

    internal static LogPage From(RedisResult result) => new(
        (string)result[0]!, (long)result[1], (long)result[2], Array.ConvertAll((RedisResult[])result[3]!, Entry));

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
