namespace Sisk.Sse.Transport;

/// <summary>The way by which frames leave for a client.</summary>
internal enum StreamTransport
{
    /// <summary>
    /// The connection's own socket if nothing stands between it and the stream (HTTP/1.1 on Kestrel's sockets under Linux, without TLS or
    /// connection middleware, with the response's body unwrapped); otherwise the response.
    /// </summary>
    Auto,

    /// <summary>The response's <see cref="System.IO.Pipelines.PipeWriter"/>, on every server and protocol.</summary>
    Pipe,

    /// <summary>Always the connection's own socket. A request that does not allow it fails. For tests and measurements.</summary>
    Socket,
}
