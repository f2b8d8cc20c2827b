using Sisk.Sse.Log;
using Sisk.Sse.Redis.Log;

namespace Sisk.Sse.Redis.Peers;

/// <summary>Hands on what servers say about connections from now on; what they said before this one was there does not concern it.</summary>
internal sealed class PeerLogSink(IPeerMessageHandler reader) : ILogSink
{
    private EpochHistory? _lineage;
    private long _position;

    public long CompleteAfter => Volatile.Read(ref _position);

    public TimeSpan MaxAge => TimeSpan.FromMinutes(10);

    // Each is some hundred bytes, and a server that was away must find the closings among thousands of openings.
    public int LeastKept => 65_536;

    public bool WantsHistory => false;

    public string AfterReset =>
        "connections that other servers have closed meanwhile may still be open here, and this server announces its own anew";

    /// <summary>Whether a server that had read up to a place had read what stands at a sequence of the log as it is now.</summary>
    internal bool HadRead(Opening opening, long sequence) =>
        opening.Position >= sequence && _lineage is { } lineage && lineage.Holds(opening.Epoch, opening.Position);

    public void Restart(EpochHistory lineage, long position)
    {
        var isFirst = _lineage is null;
        _lineage = lineage;
        Volatile.Write(ref _position, position);
        if (!isFirst)
        {
            reader.OnRestarted();
        }
    }

    public void Continue(EpochHistory lineage) => _lineage = lineage;

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _position, first.Sequence + records.Count - 1);
        for (var i = 0; i < records.Count; i++)
        {
            if (PeerMessage.From(records[i]) is { } news)
            {
                reader.Take(news, first.Sequence + i);
            }
        }

        return ValueTask.CompletedTask;
    }

    public void OnAppended(string epoch, long sequence)
    {
    }

    public void OnCaughtUp() => reader.OnCaughtUp();
}
