using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Transport;

/// <summary>Chooses the way by which a response is written.</summary>
internal static class FrameWriters
{
    /// <exception cref="InvalidOperationException">The socket is asked for, and cannot be used.</exception>
    internal static FrameWriter For(HttpContext context, StreamTransport transport, SystemCalls? calls = null)
    {
        if (transport is StreamTransport.Pipe)
        {
            return new PipeFrameWriter(context, calls);
        }

        var refusal = SocketAccess.Refusal(context, out var socket, out var output);
        return refusal is null ? new SocketFrameWriter(context, socket!, output!, calls ?? SystemCalls.Linux)
            : transport is StreamTransport.Auto ? new PipeFrameWriter(context, calls)
            : throw new InvalidOperationException(
                $"EventStreamOptions.Transport is Socket, and this stream cannot be written to its socket: {refusal}. Use Auto.");
    }
}
