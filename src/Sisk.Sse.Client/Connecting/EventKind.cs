namespace Sisk.Sse.Client.Connecting;

/// <summary>What an event is to a client.</summary>
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
}
