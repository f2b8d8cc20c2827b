using Sisk.Sse.Log;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The arguments and the answer of the script that appends. Supports one call at a time.</summary>
internal sealed class AppendCall(string name, ILogSink sink, LogFollower follower, LogServices services)
{
    /// <summary>Larger batches are left out of the notification, to spare the buffers of Redis. Servers then read a range.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    /// <summary>The script's note that it restarted the log because of an entry from another program.</summary>
    internal const string ForeignEntry = "foreign";

    private static readonly TimeSpan _minProducerLife = TimeSpan.FromMinutes(10);

    /// <summary>The time for which Redis remembers the last batch. It exceeds the retry time, because a forgotten batch would be appended twice.</summary>
    private readonly TimeSpan _producerLife =
        services.Options.MaxWait * 2 > _minProducerLife ? services.Options.MaxWait * 2 : _minProducerLife;

    /// <summary>Identifies the batches of this server.</summary>
    private readonly RedisValue _producer = $"producer:{Guid.NewGuid():N}";
    private readonly RedisValue _channel = services.Connection.ChannelPrefix + services.Keys.Channel(name);

    /// <summary>The arguments of an answered call, for reuse. Null if its new epoch was used.</summary>
    private RedisValue[]? _free;
    private RedisValue[] _values = [];
    private string _newEpoch = "";
    private string _seenEpoch = "";

    /// <summary>The last event that Redis acknowledged, until it was read from the log. A log without it has lost events.</summary>
    private (string Epoch, long Sequence) _appended = ("", 0);
    private int _count;

    internal RedisKey[] Keys { get; } = [services.Keys.State(name), services.Keys.Events(name)];

    internal RedisValue[] Values(long batch, List<PendingAppend> events)
    {
        if (follower.HasRead(_appended.Epoch, _appended.Sequence))
        {
            // The place that was read covers it, even after its epoch was dropped from the log.
            _appended = ("", 0);
        }

        (_seenEpoch, var position) = follower.Seen;
        _count = events.Count;
        if (_free is null)
        {
            _newEpoch = StreamEventId.NewEpoch();
        }

        ReadOnlySpan<RedisValue> values =
        [
            _producer,
            batch,
            _newEpoch,
            _seenEpoch,
            position,
            sink.CompleteAfter + 1,
            sink.MinEvents,
            (long)(sink.MaxAge + TimeSpan.FromMinutes(1)).TotalMilliseconds,
            (long)_producerLife.TotalMilliseconds,
            _channel,
            MaxMessageBytes,
            events.Count,
            Join(events),
            _appended.Epoch,
            _appended.Sequence,
        ];
        _values = _free ?? new RedisValue[values.Length];
        _free = null;
        values.CopyTo(_values);
        return _values;
    }

    /// <summary>Returns the place of the first event, and the script's note, which is usually empty.</summary>
    internal (string Epoch, long First, string Note) Read(RedisResult answer)
    {
        // The script returns the epoch only if it has changed, or together with a note.
        var (epoch, first, note) = answer.Length < 0 ? (_seenEpoch, (long)answer, "") : ((string)answer[0]!, (long)answer[1], (string)answer[2]!);
        _appended = (epoch, first + _count - 1);
        _values.AsSpan().Clear();
        _free = epoch == _newEpoch ? null : _values;
        return (epoch, first, note);
    }

    private static byte[] Join(List<PendingAppend> batch)
    {
        if (batch.Count == 1)
        {
            return batch[0].Entry;
        }

        var joined = new byte[batch.Sum(static append => append.Entry.Length)];
        var rest = joined.AsSpan();
        foreach (var append in batch)
        {
            append.Entry.CopyTo(rest);
            rest = rest[append.Entry.Length..];
        }

        return joined;
    }
}
