using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>Writes frames to the response's <see cref="PipeWriter"/>. Works with every server and protocol.</summary>
/// <param name="context">The request.</param>
/// <param name="calls">The system calls.</param>
/// <param name="output">The server's byte count, which is told of the bytes of frames; null for none.</param>
internal sealed class PipeFrameWriter(HttpContext context, SystemCalls calls, CountedOutput? output = null) : FrameWriter
{
    /// <summary>
    /// The maximum number of bytes of a large frame in one flush. Smaller parts make the progress of a slow client visible.
    /// </summary>
    private const int PartBytes = 64 * 1024;

    // Cached, since the response looks it up at each call.
    private PipeWriter? _body;
    private Socket? _socket;
    private Frame? _large;
    private int _largeBytes;
    private long _flushedParts;

    private PipeWriter Body => _body ??= context.Response.BodyWriter;

    internal override bool HasStarted => context.Response.HasStarted;

    /// <remarks>
    /// On HTTP/1.x, the bytes that the client's system has acknowledged. The streams of an HTTP/2 connection share that number, so there
    /// only the flushed parts of this stream count.
    /// </remarks>
    internal override long AcknowledgedBytes =>
        _socket is { } socket && TcpProgress.AcknowledgedBytes(socket, calls) is >= 0 and var acknowledged
            ? acknowledged
            : Volatile.Read(ref _flushedParts);

    internal override void TellPingInterval(TimeSpan interval) => PingIntervalHeader.Set(context.Response.Headers, interval);

    internal override ValueTask StartAsync()
    {
        StreamResponse.Prepare(context);
        if (SocketAccess.IsSupported && StreamResponse.IsHttp1(context.Request.Protocol)
            && context.Features.Get<IConnectionSocketFeature>()?.Socket is { ProtocolType: ProtocolType.Tcp } socket)
        {
            _socket = socket;
        }

        return new ValueTask(context.Response.StartAsync(CancellationToken.None));
    }

    // The server may lock for each call to Advance, so many frames are written before one.
    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch)
    {
        var body = Body;
        var block = body.GetSpan();
        var written = 0;
        foreach (var range in frames)
        {
            for (var i = 0; i < range.Count; i++)
            {
                Append(body, FirstPart(range[i]), ref block, ref written);
            }
        }

        body.Advance(written);
    }

    internal override ValueTask<bool> FlushAsync()
    {
        if (_large is not null)
        {
            return FlushPartsAsync();
        }

        var flush = FlushBodyAsync();
        return flush.IsCompletedSuccessfully ? new(IsOpen(flush.Result)) : AwaitAsync(flush);

        static async ValueTask<bool> AwaitAsync(ValueTask<FlushResult> flush) => IsOpen(await flush.ConfigureAwait(false));
    }

    /// <remarks>The streams of an HTTP/2 connection share its bound, which stays for the others.</remarks>
    internal override void LiftBound()
    {
        if (_socket is { } socket)
        {
            TcpOptions.LiftBound(socket);
        }
    }

    internal override void Abort() => context.Abort();

    /// <summary>Gets the part of a frame for this flush, and notes the rest of a large one.</summary>
    private ReadOnlySpan<byte> FirstPart(Frame frame)
    {
        if (frame.Length <= PartBytes)
        {
            return frame.Bytes;
        }

        // A frame this large exceeds FlushBytes, so it is the last one of this flush.
        (_large, _largeBytes) = (frame, PartBytes);
        return frame.Bytes[..PartBytes];
    }

    private async ValueTask<bool> FlushPartsAsync()
    {
        while (IsOpen(await FlushBodyAsync().ConfigureAwait(false)))
        {
            if (_large is null)
            {
                return true;
            }

            Volatile.Write(ref _flushedParts, _flushedParts + PartBytes);
            output?.CheckShared();
            WritePart(_large.Bytes[_largeBytes..]);
        }

        _large = null;
        return false;
    }

    private ValueTask<FlushResult> FlushBodyAsync()
    {
        // The server writes the bytes before it waits for the client.
        var flush = Body.FlushAsync(CancellationToken.None);
        output?.MarkKnown();
        return flush;
    }

    private void WritePart(ReadOnlySpan<byte> rest)
    {
        var part = rest.Length > PartBytes ? rest[..PartBytes] : rest;
        var block = Body.GetSpan();
        var written = 0;
        Append(Body, part, ref block, ref written);
        Body.Advance(written);
        _largeBytes += part.Length;
        if (part.Length == rest.Length)
        {
            _large = null;
        }
    }

    private static void Append(PipeWriter body, ReadOnlySpan<byte> rest, ref Span<byte> block, ref int written)
    {
        while (rest.Length > block.Length - written)
        {
            rest[..(block.Length - written)].CopyTo(block[written..]);
            rest = rest[(block.Length - written)..];
            body.Advance(block.Length);
            block = body.GetSpan();
            written = 0;
        }

        rest.CopyTo(block[written..]);
        written += rest.Length;
    }

    private static bool IsOpen(FlushResult result) => result is { IsCompleted: false, IsCanceled: false };
}
