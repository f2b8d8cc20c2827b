namespace Sisk.Sse.Client.Connecting;

/// <summary>The kinds of events for a client.</summary>
internal enum EventKind : byte
{
    /// <summary>An unknown event, which the client skips.</summary>
    Unknown,

    /// <summary>An event for the caller.</summary>
    Value,

    /// <summary>The end of the stream, if the id is that of the end.</summary>
    End,

    /// <summary>Data that ends the stream.</summary>
    EndData,

    /// <summary>Events were missed.</summary>
    Reset,

    /// <summary>The server failed.</summary>
    Error,

    /// <summary>The server that produced the stream has died, if the id is that of the interruption.</summary>
    Interrupted,
}
