using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Transport.Linux;

/// <summary>Finds out whether a response may be written to its connection's socket, past the server.</summary>
internal static class SocketAccess
{
    /// <summary>Gets a value indicating whether the system tells how far a connection has got.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux() && BitConverter.IsLittleEndian;

    /// <summary>The socket and the server's count of bytes, or why they must not be used.</summary>
    internal static string? Refusal(HttpContext context, out Socket? socket, [NotNullIfNotNull(nameof(socket))] out CountedOutput? output)
    {
        (socket, output) = (null, null);
        if (!IsSupported)
        {
            return "the system does not tell how far a connection has got (Linux does)";
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
            return "TLS, a connection middleware or another transport stands between";
        }

        // Both are the server's own object, unless a middleware has wrapped the body.
        if (!ReferenceEquals(features.Get<IHttpResponseBodyFeature>(), features.Get<IHttpRequestLifetimeFeature>()))
        {
            return "a middleware has wrapped the response's body";
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
