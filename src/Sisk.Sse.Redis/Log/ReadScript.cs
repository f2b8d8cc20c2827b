using System.Globalization;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The arguments and the answer of the script that reads.</summary>
internal static class ReadScript
{
    internal static RedisValue[] Values(EventLogRead read) =>
    [
        read.After,
        read.MaxEntries,
        read.MaxBytes,
        read.NewEpoch,
        read.Seen.Epoch,
        read.Seen.Sequence,
        read.Abandoned.Epoch,
        read.Abandoned.Sequence,
    ];

    internal static EventLogPage Read(RedisResult answer) => new()
    {
        Epochs = Epochs((string)answer[0]!),
        Sequence = (long)answer[1],
        Now = DateTimeOffset.FromUnixTimeMilliseconds((long)answer[2]),
        HasMore = (int)answer[3] != 0,
        Foreign = (int)answer[4],
        Entries = Array.ConvertAll((RedisResult[])answer[5]!, Entry),
    };

    /// <summary>Parses <c>epoch:after,epoch:after</c>, latest first.</summary>
    private static EventLogPlace[] Epochs(string text) => Array.ConvertAll(text.Split(','), static part =>
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return new EventLogPlace(part[..colon], long.Parse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    });

    private static EventLogEntry Entry(RedisResult entry)
    {
        // The id consists of the last sequence and the time. The only field is named after the epoch.
        var id = (string)entry[0]!;
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return new EventLogEntry(
            long.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture)),
            (byte[])entry[1][1]!);
    }
}
