using System.Buffers;
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

    internal override ValueTask StartAsync()
    {
        StreamResponse.Prepare(context);
        return new ValueTask(context.Response.StartAsync(CancellationToken.None));
    }

    internal override void Write(Frame frame) => Body.Write(frame.Bytes);

    internal override ValueTask<bool> FlushAsync()
    {
        var flush = Body.FlushAsync(CancellationToken.None);
        return flush.IsCompletedSuccessfully ? new(IsOpen(flush.Result)) : AwaitAsync(flush);

        static async ValueTask<bool> AwaitAsync(ValueTask<FlushResult> flush) => IsOpen(await flush.ConfigureAwait(false));
        static bool IsOpen(FlushResult result) => result is { IsCompleted: false, IsCanceled: false };
    }

    internal override void Abort() => context.Abort();
}
