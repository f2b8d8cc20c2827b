using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>
/// Writes to the connection's socket itself, each frame as a chunk of HTTP/1.1 that was prepared with it. The server writes the
/// headers and the end of the response; what it has still on its way to the socket goes first, so until that has arrived
/// there the frames take the server's way too. One frame is sent from where it lies, several from one buffer.
/// </summary>
internal sealed class SocketFrameWriter(HttpContext context, Socket socket, CountedOutput output, SystemCalls calls) : FrameWriter
{
    private PipeFrameWriter? _server = new(context, calls);
    private readonly SafeSocketHandle _handle = socket.SafeHandle;
    private byte[] _single = [];
    private byte[]? _buffer;
    private int _buffered;
    private long _sent;
    private long _bodyStart;
    private long _bodyBytes;
    private bool _isServersTurn;

    /// <summary>Gets a value indicating whether the system has all of the server's bytes, so that frames go to the socket.</summary>
    internal bool IsDirect => _server is null;

    internal override int FlushBytes => 64 * 1024;

    internal override bool HasStarted => context.Response.HasStarted;

    internal override long AcknowledgedBytes => TcpProgress.AcknowledgedBytes(socket, calls);

    internal override async ValueTask StartAsync()
    {
        await _server!.StartAsync().ConfigureAwait(false);
        _bodyStart = output.Written;
    }

    internal override void Write(ReadOnlySpan<Frame> frames)
    {
        if (_server is not null && (_isServersTurn || !TryTakeOver()))
        {
            _isServersTurn = true;
            foreach (var frame in frames)
            {
                _bodyBytes += frame.Length;
            }

            _server.Write(frames);
            return;
        }

        foreach (var frame in frames)
        {
            Write(frame.Chunk);
        }
    }

    private (byte[] Bytes, int Length) TakenUp => _buffered > 0 ? (_buffer!, _buffered) : (_single, _single.Length);

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
        if (_isServersTurn)
        {
            _isServersTurn = false;
            return _server!.FlushAsync();
        }

        var (bytes, length) = TakenUp;
        return length == 0 ? new(true) : EndBatched(calls.Send(_handle, bytes.AsSpan(0, length)));
    }

    internal override bool TryBatch(SendBatch batch, IBatchedSend connection)
    {
        var (bytes, length) = TakenUp;
        if (_isServersTurn || length == 0)
        {
            return false;
        }

        batch.Add(connection, _handle, bytes, length);
        return true;
    }

    internal override ValueTask<bool> EndBatched(int sent)
    {
        var (bytes, length) = TakenUp;
        if (SendErrors.IsTransient(sent))
        {
            sent = 0;
        }

        return sent == length ? new(Release(sent, isOpen: true))
            : sent < 0 ? new(Release(length, isOpen: false))
            : SendRestAsync(bytes.AsMemory(sent, length - sent), length);
    }

    internal override void End()
    {
        output.AddDirect(_sent);
        _sent = 0;
    }

    internal override void Abort() => context.Abort();

    /// <summary>
    /// Switches to the socket once the server has framed a part of the body as chunks, and the system has taken all of it. Kestrel alone
    /// decides whether a body is chunked, sent as it is or left out (HEAD, 204 and 304, a length or a transfer encoding set by a middleware),
    /// as late as when the headers leave. Its decision shows in the count: a chunk takes more bytes than its data, everything else at most as many.
    /// </summary>
    private bool TryTakeOver()
    {
        var isChunked = output.Written - _bodyStart > _bodyBytes;
        if (_bodyBytes == 0 || !isChunked || TcpProgress.TakenBytes(socket, calls) != output.Written)
        {
            return false;
        }

        _server = null;
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
            // The client is gone, or the connection was cut.
        }

        return Release(length, isOpen);
    }

    private bool Release(int length, bool isOpen)
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
        const int First = 16 * 1024;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(First, Math.Max(_buffered + more, _buffered * 2)));
        if (_buffer is not null)
        {
            _buffer.AsSpan(0, _buffered).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
