using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Infrastructure;

/// <summary>
/// Flushes what a sequence gives when nothing more is ready, rather than once for each item. The first item, and each of a
/// sequence that computes its items without awaiting and takes its time over them, is flushed at once.
/// </summary>
internal sealed class PullBatch(Connection connection, TimeProvider time)
{
    /// <summary>So much is worth a flush of its own.</summary>
    private const int FlushBytes = 16 * 1024;

    /// <summary>What takes longer than this is not ready.</summary>
    private static readonly TimeSpan _ready = TimeSpan.FromMilliseconds(1);

    private bool _started;
    private bool _mayHold;
    private int _bytes;

    /// <summary>The sequence's next item; what is held leaves first where it has to be waited for.</summary>
    internal ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> enumerator)
    {
        var start = time.GetTimestamp();
        var next = enumerator.MoveNextAsync();
        if (next.IsCompleted)
        {
            _mayHold = _started && time.GetElapsedTime(start) < _ready;
        }
        else
        {
            Flush();
        }

        _started = true;
        return next;
    }

    /// <summary>Waits for room: the sequence is asked for no more than the client can take. False once the connection is closed.</summary>
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

        return true;
    }

    internal void Flush()
    {
        _bytes = 0;
        connection.Pump();
    }
}
