using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The arguments and the answer of the script that appends.</summary>
internal static class AppendScript
{
    /// <summary>Larger batches are left out of the notification, to spare the buffers of Redis. Servers then read a range.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    /// <summary>The script's note that it restarted the log because of an entry from another program.</summary>
    internal const string ForeignEntry = "foreign";

    internal static RedisValue[] Values(EventLogAppend append, RedisValue channel) =>
    [
        "producer:" + append.Producer,
        append.Number,
        append.NewEpoch,
        append.Seen.Epoch,
        append.Seen.Sequence,
        append.OldestNeeded,
        append.MinEvents,
        (long)append.Lifetime.TotalMilliseconds,
        (long)append.ProducerLifetime.TotalMilliseconds,
        channel,
        MaxMessageBytes,
        append.Count,
        Bytes(append.Events),
        append.Acknowledged.Epoch,
        append.Acknowledged.Sequence,
    ];

    /// <summary>Returns the place of the first event, and the script's note, which is usually empty.</summary>
    internal static (EventLogPlace First, string Note) Read(RedisResult answer, EventLogAppend append) =>
        answer.Length < 0

            // The script returns the epoch only if it has changed, or together with a note.
            ? (new EventLogPlace(append.Seen.Epoch, (long)answer), "")
            : (new EventLogPlace((string)answer[0]!, (long)answer[1]), (string)answer[2]!);

    private static RedisValue Bytes(ReadOnlyMemory<byte> events) =>
        MemoryMarshal.TryGetArray(events, out var segment) && segment is { Offset: 0, Array: { } array } && segment.Count == array.Length
            ? array
            : events;
}
