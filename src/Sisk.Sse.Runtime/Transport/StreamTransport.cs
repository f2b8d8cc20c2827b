namespace Sisk.Sse;

/// <summary>The way by which frames leave for a client.</summary>
public enum StreamTransport
{
    /// <summary>
    /// The connection's own socket where nothing stands between it and the stream (HTTP/1.1 on Kestrel's sockets under Linux, without TLS
    /// or connection middleware, the response's body unwrapped); the response everywhere else.
    /// </summary>
    Auto,

    /// <summary>The response's <see cref="System.IO.Pipelines.PipeWriter"/>, on every server and protocol.</summary>
    Pipe,

    /// <summary>
    /// The connection's own socket always; a request that does not allow it fails, with a message that says why. For measurements and
    /// tests: <see cref="Auto"/> makes the same choice where it can.
    /// </summary>
    Socket,
}
