using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Transport;

/// <summary>Creates the frame writer of a response.</summary>
internal static class FrameWriters
{
    /// <summary>Creates a frame writer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="transport">The configured transport.</param>
    /// <param name="calls">The system calls; null for those of Linux.</param>
    /// <exception cref="InvalidOperationException">The transport must be the socket, but this response cannot use it.</exception>
    internal static FrameWriter For(HttpContext context, StreamTransport transport, SystemCalls? calls = null)
    {
        calls ??= SystemCalls.Linux;
        if (transport is StreamTransport.Pipe)
        {
            return new PipeFrameWriter(context, calls);
        }

        var obstacle = SocketAccess.FindObstacle(context, out var socket, out var output);
        return obstacle is null ? new SocketFrameWriter(context, socket!, output!, calls)
            : transport is StreamTransport.Auto ? new PipeFrameWriter(context, calls)
            : throw new InvalidOperationException(
                $"EventStreamOptions.Transport is Socket, but this stream cannot use its socket: {obstacle}. Use Auto.");
    }
}
