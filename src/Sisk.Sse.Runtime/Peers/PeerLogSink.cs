using Sisk.Sse.Backplane;
using Sisk.Sse.Log;

namespace Sisk.Sse.Peers;

/// <summary>Passes the messages of other servers to a handler. Messages from before the start of this server are skipped.</summary>
internal sealed class PeerLogSink(IPeerMessageHandler handler) : ILogSink
{
    private EpochHistory? _epochs;
    private long _position;

    public string? Stream => null;

    public long CompleteAfter => Volatile.Read(ref _position);

    public TimeSpan MaxAge => TimeSpan.FromMinutes(10);

    // A message has about a hundred bytes. A server that was cut off must find the closings among thousands of openings.
    public int MinEvents => 65_536;

    public bool WantsHistory => false;

    public string ResetConsequence =>
        "Connections that other servers closed in the meantime may still be open. This server announces its connections again.";

    /// <summary>Returns true if the server of a connection had read the message at a sequence before the connection was opened.</summary>
    internal bool HadRead(Opening opening, long sequence) =>
        opening.Position >= sequence && _epochs is { } epochs && epochs.Holds(opening.Epoch, opening.Position);

    public void Restart(EpochHistory epochs, long position)
    {
        var isFirst = _epochs is null;
        _epochs = epochs;
        Volatile.Write(ref _position, position);
        if (isFirst)
        {
            handler.OnBegun();
        }
        else
        {
            handler.OnRestarted();
        }
    }

    public void Continue(EpochHistory epochs) => _epochs = epochs;

    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition first, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _position, first.Sequence + records.Count - 1);
        for (var i = 0; i < records.Count; i++)
        {
            if (PeerMessage.From(records[i]) is { } message)
            {
                handler.Handle(message, first.Sequence + i);
            }
        }

        return ValueTask.CompletedTask;
    }

    public void OnAppended(string epoch, long sequence, long bytes)
    {
    }

    public void OnCaughtUp() => handler.OnCaughtUp();
}
