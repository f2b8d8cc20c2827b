using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sisk.Sse.Transport.Linux;

/// <summary>Determines whether a response can be written directly to its connection's socket.</summary>
internal static class SocketAccess
{
    /// <summary>Gets a value indicating whether the system reports the progress of a TCP connection.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux() && BitConverter.IsLittleEndian;

    /// <summary>Gets the socket of a request and the server's byte count.</summary>
    /// <param name="context">The request.</param>
    /// <param name="socket">The socket.</param>
    /// <param name="output">The server's byte count.</param>
    /// <returns>Null if the socket can be used; otherwise, the reason why not.</returns>
    internal static string? FindObstacle(
        HttpContext context, out Socket? socket, [NotNullIfNotNull(nameof(socket))] out CountedOutput? output)
    {
        (socket, output) = (null, null);
        if (!IsSupported)
        {
            return "the system is not Linux, which reports the progress of a connection";
        }

        if (!HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            return $"the protocol is {context.Request.Protocol}, not HTTP/1.1";
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return "a response to HEAD has no body";
        }

        var features = context.Features;
        if (features.Get<IConnectionSocketFeature>()?.Socket is not { ProtocolType: ProtocolType.Tcp } found)
        {
            return "the server is not Kestrel on TCP sockets";
        }

        if (features.Get<IConnectionTransportFeature>()?.Transport is not CountedOutput counted)
        {
            return "the connection uses TLS, connection middleware or another transport";
        }

        // Both features are the same object of Kestrel, unless a middleware has wrapped the body. None replaces the second.
        if (!ReferenceEquals(features.Get<IHttpResponseBodyFeature>(), features.Get<IHttpRequestBodyDetectionFeature>()))
        {
            return "a middleware has wrapped the response body";
        }

        var headers = context.Response.Headers;
        if (headers.ContentLength is not null || headers.TransferEncoding.Count > 0)
        {
            return "the response has a length or a transfer encoding of its own";
        }

        (socket, output) = (found, counted);
        return null;
    }
}
