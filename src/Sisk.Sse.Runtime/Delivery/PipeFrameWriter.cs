using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Delivery;

/// <summary>Writes to the response's <see cref="PipeWriter"/>: any protocol, TLS and test hosts.</summary>
internal sealed class PipeFrameWriter(HttpContext context) : FrameWriter
{
    // Kept, since the response looks it up anew at each call.
    private PipeWriter? _body;

    private PipeWriter Body => _body ??= context.Response.BodyWriter;

    internal override bool HasStarted => context.Response.HasStarted;

    internal override ValueTask StartAsync()
    {
        StreamResponse.Prepare(context);
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
            var rest = frame.Bytes;
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

        body.Advance(written);
    }

    internal override ValueTask<bool> FlushAsync()
    {
        var flush = Body.FlushAsync(CancellationToken.None);
        return flush.IsCompletedSuccessfully ? new(IsOpen(flush.Result)) : AwaitAsync(flush);

        static async ValueTask<bool> AwaitAsync(ValueTask<FlushResult> flush) => IsOpen(await flush.ConfigureAwait(false));
        static bool IsOpen(FlushResult result) => result is { IsCompleted: false, IsCanceled: false };
    }

    internal override void Abort() => context.Abort();
}
