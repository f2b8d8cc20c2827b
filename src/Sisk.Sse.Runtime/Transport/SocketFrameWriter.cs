using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>
/// Writes frames to the connection's socket, as chunks of HTTP/1.1 that were encoded with them. The server writes the headers and the end
/// of the response. Until the server's own bytes have reached the socket, frames go through the server, too. A single frame is sent
/// without a copy; several are copied into one buffer.
/// </summary>
internal sealed class SocketFrameWriter(HttpContext context, Socket socket, CountedOutput output, SystemCalls calls) : FrameWriter
{
    private PipeFrameWriter? _pipe = new(context, calls);
    private readonly SafeSocketHandle _handle = socket.SafeHandle;
    private byte[] _single = [];
    private byte[]? _buffer;
    private int _buffered;
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
    }

    internal override void Write(ReadOnlySpan<Frame> frames)
    {
        if (_pipe is not null && (_wroteToPipe || !TrySwitchToSocket()))
        {
            _wroteToPipe = true;
            foreach (var frame in frames)
            {
                _bodyBytes += frame.Length;
            }

            _pipe.Write(frames);
            return;
        }

        foreach (var frame in frames)
        {
            Write(frame.Chunk);
        }
    }

    private (byte[] Bytes, int Length) Pending => _buffered > 0 ? (_buffer!, _buffered) : (_single, _single.Length);

    private void Write(byte[] chunk)
    {
        if (_single.Length == 0 && _buffered == 0)
        {
            _single = chunk;
            return;
        }

        if (_buffered == 0)
        {
            Append(_single);
            _single = [];
        }

        Append(chunk);
    }

    internal override ValueTask<bool> FlushAsync()
    {
        if (_wroteToPipe)
        {
            _wroteToPipe = false;
            return _pipe!.FlushAsync();
        }

        var (bytes, length) = Pending;
        return length == 0 ? new(true) : EndBatched(calls.Send(_handle, bytes.AsSpan(0, length)));
    }

    internal override bool TryBatch(SendBatch batch, IBatchedSend connection)
    {
        var (bytes, length) = Pending;
        if (_wroteToPipe || length == 0)
        {
            return false;
        }

        batch.Add(connection, _handle, bytes, length);
        return true;
    }

    internal override ValueTask<bool> EndBatched(int sent)
    {
        var (bytes, length) = Pending;
        if (SendErrors.IsTransient(sent))
        {
            sent = 0;
        }

        return sent == length ? new(CompleteFlush(sent, isOpen: true))
            : sent < 0 ? new(CompleteFlush(length, isOpen: false))
            : SendRestAsync(bytes.AsMemory(sent, length - sent), length);
    }

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
        var isChunked = output.Written - _bodyStart > _bodyBytes;
        if (_bodyBytes == 0 || !isChunked || TcpProgress.TakenBytes(socket, calls) != output.Written)
        {
            return false;
        }

        _pipe = null;
        return true;
    }

    private async ValueTask<bool> SendRestAsync(ReadOnlyMemory<byte> rest, int length)
    {
        var isOpen = false;
        try
        {
            isOpen = await calls.SendAllAsync(socket, rest).ConfigureAwait(false) == rest.Length;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone, or the connection was aborted.
        }

        return CompleteFlush(length, isOpen);
    }

    private bool CompleteFlush(int length, bool isOpen)
    {
        _sent += length;
        _single = [];
        _buffered = 0;
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        return isOpen;
    }

    private void Append(ReadOnlySpan<byte> chunk)
    {
        if (_buffer is null || _buffer.Length - _buffered < chunk.Length)
        {
            Grow(chunk.Length);
        }

        chunk.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += chunk.Length;
    }

    private void Grow(int more)
    {
        const int InitialCapacity = 16 * 1024;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialCapacity, Math.Max(_buffered + more, _buffered * 2)));
        if (_buffer is not null)
        {
            _buffer.AsSpan(0, _buffered).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
