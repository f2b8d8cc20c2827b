using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>
/// Writes frames to the connection's socket, as chunks of HTTP/1.1 that were encoded with them. The server writes the headers and the end
/// of the response. Until the server's own bytes have reached the socket, frames go through the server, too. So do all frames once the
/// application has used the response by itself: the server keeps the order, and refuses frames after the end of the response.
/// </summary>
internal sealed class SocketFrameWriter(HttpContext context, Socket socket, CountedOutput output, SystemCalls calls) : FrameWriter
{
    private PipeFrameWriter? _pipe = new(context, calls, output);
    private PendingBytes _pending = new();
    private long _sent;
    private long _bodyStart;
    private long _bodyBytes;
    private bool _wroteToPipe;

    /// <summary>Gets a value indicating whether frames go directly to the socket, because it has all of the server's bytes.</summary>
    internal bool IsDirect => _pipe is null;

    internal override int FlushBytes => 64 * 1024;

    internal override bool HasStarted => context.Response.HasStarted;

    internal override long AcknowledgedBytes => TcpProgress.AcknowledgedBytes(socket, calls);

    internal override void TellPingInterval(TimeSpan interval) => _pipe!.TellPingInterval(interval);

    internal override async ValueTask StartAsync()
    {
        await _pipe!.StartAsync().ConfigureAwait(false);
        _bodyStart = output.Written;
        output.BeginResponse();
    }

    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch)
    {
        if (_pipe is null && _pending.Length == 0 && output.CheckShared())
        {
            _pipe = new PipeFrameWriter(context, calls, output);
        }

        if (_pipe is not null && (_wroteToPipe || !TrySwitchToSocket()))
        {
            _wroteToPipe = true;
            foreach (var range in frames)
            {
                _bodyBytes += range.Length;
            }

            _pipe.Write(frames, batch);
            return;
        }

        foreach (var range in frames)
        {
            _pending.Add(range.Chunks, batch);
        }
    }

    internal override ValueTask<bool> FlushAsync()
    {
        if (_wroteToPipe)
        {
            _wroteToPipe = false;
            return _pipe!.FlushAsync();
        }

        return _pending.Length == 0 ? new(true) : EndBatched(calls.Send(socket.SafeHandle, _pending.Bytes));
    }

    internal override bool TryBatch(SendBatch batch, IBatchedSend connection)
    {
        if (_wroteToPipe || _pending.Length == 0)
        {
            return false;
        }

        batch.Add(connection, socket.SafeHandle, _pending.Bytes);
        return true;
    }

    internal override ValueTask<bool> EndBatched(int sent)
    {
        if (SendErrors.IsTransient(sent))
        {
            sent = 0;
        }

        return sent == _pending.Length ? new(EndFlush(isOpen: true))
            : sent < 0 ? new(EndFlush(isOpen: false))
            : SendRestAsync(sent);
    }

    internal override void LiftBound() => TcpOptions.LiftBound(socket);

    internal override void End()
    {
        output.AddDirect(_sent);
        _sent = 0;
    }

    internal override void Abort() => context.Abort();

    /// <summary>
    /// Switches to the socket once the server has sent a part of the body as chunks and the system has all of its bytes. Kestrel decides
    /// only with the headers whether the body is chunked, sent unchanged or omitted (HEAD, 204, 304, or a header set by a middleware). The
    /// byte count shows the decision: only chunks take more bytes than their data.
    /// </summary>
    private bool TrySwitchToSocket()
    {
        if (output.CheckShared())
        {
            return false;
        }

        var isChunked = output.Written - _bodyStart > _bodyBytes;
        if (_bodyBytes == 0 || !isChunked || TcpProgress.TakenBytes(socket, calls) != output.Written)
        {
            return false;
        }

        _pipe = null;
        return true;
    }

    private async ValueTask<bool> SendRestAsync(int sent)
    {
        _pending.LeaveBatch();
        var rest = _pending.Bytes.AsMemory(sent);
        var isOpen = false;
        try
        {
            isOpen = await calls.SendAllAsync(socket, rest).ConfigureAwait(false) == rest.Length;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone, or the connection was aborted.
        }

        return EndFlush(isOpen);
    }

    private bool EndFlush(bool isOpen)
    {
        _sent += _pending.Length;
        _pending.Clear();
        return isOpen;
    }
}
