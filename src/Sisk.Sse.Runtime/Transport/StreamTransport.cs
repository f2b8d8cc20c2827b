namespace Sisk.Sse.Transport;

/// <summary>Specifies the transport by which frames are sent to a client.</summary>
internal enum StreamTransport
{
    /// <summary>
    /// The connection's socket if possible: HTTP/1.1 on Kestrel's sockets on Linux, without TLS, connection middleware or a wrapped
    /// response body. Otherwise as <see cref="Pipe"/>.
    /// </summary>
    Auto,

    /// <summary>The response's <see cref="System.IO.Pipelines.PipeWriter"/>, on every server and protocol.</summary>
    Pipe,

    /// <summary>The connection's socket. A request that does not allow it fails. For tests and benchmarks.</summary>
    Socket,
}
