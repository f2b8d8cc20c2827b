using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>
/// Flushes items when nothing more is ready, rather than one by one. The first item, and each that took its time, is flushed at once. An
/// item is held for a millisecond at most: if the sequence blocks its thread in the meantime, the clock flushes it.
/// </summary>
internal sealed class PullBatch(Connection connection) : IClocked, IDisposable
{
    /// <summary>The number of bytes that are worth a flush.</summary>
    private const int FlushBytes = 16 * 1024;

    /// <summary>An item that takes longer was not ready, and one that is held longer is late.</summary>
    private static readonly TimeSpan _ready = TimeSpan.FromMilliseconds(1);

    private bool _started;
    private bool _mayHold;
    private int _bytes;
    private int _isTimed;
    private ClockEntry? _entry;

    /// <summary>Gets the sequence's next item. If it has to be waited for, what is held leaves first.</summary>
    internal ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> enumerator)
    {
        var start = connection.Clock.Now;
        var next = enumerator.MoveNextAsync();
        if (next.IsCompleted)
        {
            _mayHold = _started && connection.Clock.Since(start) < _ready;
        }
        else
        {
            Flush();
        }

        _started = true;
        return next;
    }

    /// <summary>Sends an item, and waits for room: the sequence is asked for no more than the client can take.</summary>
    /// <returns>False once the connection is closed.</returns>
    internal async ValueTask<bool> SendAsync(List<Frame> item, CancellationToken cancellationToken)
    {
        foreach (var frame in item)
        {
            _bytes += frame.Bytes.Length;
            if (!await connection.SendWhenRoomAsync(frame, cancellationToken, hold: true).ConfigureAwait(false))
            {
                return false;
            }
        }

        if (!_mayHold || _bytes >= FlushBytes)
        {
            Flush();
        }
        else if (Interlocked.Exchange(ref _isTimed, 1) == 0)
        {
            // One entry of the clock at a time, so that a sequence whose items are ready costs one in a millisecond.
            _entry = connection.Clock.Schedule(this, _ready);
        }

        return true;
    }

    /// <summary>Takes the entry of the clock back, which would otherwise keep the connection for a millisecond.</summary>
    public void Dispose()
    {
        if (_entry is not null)
        {
            connection.Clock.Cancel(_entry);
        }
    }

    internal void Flush()
    {
        _bytes = 0;
        connection.Pump();
    }

    /// <summary>
    /// On the clock's thread: what was held before the flag is taken back leaves now, and what comes after sets it again.
    /// </summary>
    TimeSpan IClocked.OnDue(SendBatch batch)
    {
        Interlocked.Exchange(ref _isTimed, 0);
        connection.Pump(batch);
        return Timeout.InfiniteTimeSpan;
    }
}
