using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Delivery;

/// <summary>Writes to the response's <see cref="System.IO.Pipelines.PipeWriter"/>: any protocol, TLS and test hosts.</summary>
internal sealed class PipeFrameWriter(HttpContext context) : FrameWriter
{
    internal override ValueTask StartAsync()
    {
        StreamResponse.Prepare(context);
        var start = context.Response.StartAsync(CancellationToken.None);
        if (!start.IsCompletedSuccessfully)
        {
            return new ValueTask(start);
        }

        return ValueTask.CompletedTask;
    }

    internal override void Write(Frame frame) => context.Response.BodyWriter.Write(frame.Bytes);

    internal override ValueTask<bool> FlushAsync()
    {
        var flush = context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        return flush.IsCompletedSuccessfully ? new(IsOpen(flush.Result)) : AwaitAsync(flush);

        static async ValueTask<bool> AwaitAsync(ValueTask<System.IO.Pipelines.FlushResult> flush) => IsOpen(await flush);
        static bool IsOpen(System.IO.Pipelines.FlushResult result) => result is { IsCompleted: false, IsCanceled: false };
    }

    internal override void Abort() => context.Abort();
}
