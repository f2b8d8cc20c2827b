using Sisk.Sse.Log;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>What the script that appends is given, and what it answers. For one call at a time.</summary>
internal sealed class AppendCall(string name, ILogSink sink, LogFollower follower, LogServices services)
{
    /// <summary>A notification that carries more than this would strain Redis' buffers: readers then ask for a range.</summary>
    private const int MaxMessageBytes = 64 * 1024;

    /// <summary>The script's note that it began the log anew because another program had written to it.</summary>
    internal const string ForeignEntry = "foreign";

    private static readonly TimeSpan _leastProducerLife = TimeSpan.FromMinutes(10);

    /// <summary>Longer than a batch may be retried: a forgotten one would be appended twice.</summary>
    private readonly TimeSpan _producerLife =
        services.Options.MaxWait * 2 > _leastProducerLife ? services.Options.MaxWait * 2 : _leastProducerLife;

    /// <summary>By which Redis tells this server's batches from others'.</summary>
    private readonly RedisValue _producer = $"producer:{Guid.NewGuid():N}";
    private readonly RedisValue _channel = services.Connection.ChannelPrefix + services.Names.Channel(name);

    /// <summary>Those of the last call that was answered: nobody reads them any more, and the new epoch among them was not taken.</summary>
    private RedisValue[]? _free;
    private RedisValue[] _values = [];
    private string _newEpoch = "";
    private string _seenEpoch = "";

    /// <summary>The last event that Redis has acknowledged: a log that does not hold it has lost it.</summary>
    private (string Epoch, long Sequence) _appended = ("", 0);
    private int _count;

    internal RedisKey[] Keys { get; } = [services.Names.State(name), services.Names.Events(name)];

    internal RedisValue[] Values(long batch, List<PendingAppend> events)
    {
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
            sink.LeastKept,
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

    /// <summary>The place of the batch's first event, and what the script has to note; usually nothing.</summary>
    internal (string Epoch, long First, string Note) Read(RedisResult answer)
    {
        // The epoch is told only where it is another one than was seen, or with a note.
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
