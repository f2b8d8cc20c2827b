using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Transport;

/// <summary>Writes to the response's <see cref="PipeWriter"/>: any protocol, TLS and test hosts.</summary>
internal sealed class PipeFrameWriter(HttpContext context, SystemCalls? calls = null) : FrameWriter
{
    /// <summary>The number of bytes of large frames that one flush carries, so that a slow client shows its progress.</summary>
    private const int PartBytes = 64 * 1024;

    // Kept, since the response looks it up anew at each call.
    private PipeWriter? _body;
    private Socket? _socket;
    private Frame? _large;
    private int _largeBytes;
    private long _flushedParts;

    private PipeWriter Body => _body ??= context.Response.BodyWriter;

    internal override bool HasStarted => context.Response.HasStarted;

    /// <summary>
    /// The connection's acknowledged bytes where it carries one response at a time. The streams of an HTTP/2 connection share that number,
    /// so there only the parts of this stream count.
    /// </summary>
    internal override long AcknowledgedBytes =>
        _socket is { } socket && TcpProgress.AcknowledgedBytes(socket, calls ?? SystemCalls.Linux) is >= 0 and var acknowledged
            ? acknowledged
            : Volatile.Read(ref _flushedParts);

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

    /// <summary>A server may lock for each call, so many frames are written to a block of its memory before it is told.</summary>
    internal override void Write(ReadOnlySpan<Frame> frames)
    {
        var body = Body;
        var block = body.GetSpan();
        var written = 0;
        foreach (var frame in frames)
        {
            var part = frame.Bytes;
            if (part.Length > PartBytes)
            {
                // It fills a flush on its own, so it is the last one.
                part = part[..PartBytes];
                (_large, _largeBytes) = (frame, PartBytes);
            }

            Append(body, part, ref block, ref written);
        }

        body.Advance(written);
    }

    internal override ValueTask<bool> FlushAsync()
    {
        if (_large is not null)
        {
            return FlushPartsAsync();
        }

        var flush = Body.FlushAsync(CancellationToken.None);
        return flush.IsCompletedSuccessfully ? new(IsOpen(flush.Result)) : AwaitAsync(flush);

        static async ValueTask<bool> AwaitAsync(ValueTask<FlushResult> flush) => IsOpen(await flush.ConfigureAwait(false));
    }

    internal override void Abort() => context.Abort();

    private async ValueTask<bool> FlushPartsAsync()
    {
        while (IsOpen(await Body.FlushAsync(CancellationToken.None).ConfigureAwait(false)))
        {
            if (_large is null)
            {
                return true;
            }

            Volatile.Write(ref _flushedParts, _flushedParts + PartBytes);
            WritePart(_large.Bytes[_largeBytes..]);
        }

        _large = null;
        return false;
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
