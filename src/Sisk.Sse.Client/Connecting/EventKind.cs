namespace Sisk.Sse.Client.Connecting;

/// <summary>The kinds of event, as a client sees them.</summary>
internal enum EventKind : byte
{
    /// <summary>One that the client does not know, and skips.</summary>
    Unknown,

    /// <summary>One for the caller.</summary>
    Value,

    /// <summary>The server's word that the stream is over, if its id says so too.</summary>
    End,

    /// <summary>Data that ends the stream.</summary>
    EndData,

    /// <summary>Events were missed.</summary>
    Reset,

    /// <summary>The server failed.</summary>
    Error,

    /// <summary>The server that produced the stream is gone, if its id says so too.</summary>
    Interrupted,
}
