namespace Sisk.Sse.Testing.Receiving;

/// <summary>The kinds of things that happen to a client.</summary>
internal enum LogEntryKind
{
    /// <summary>The server responded with a stream.</summary>
    Connected,

    /// <summary>An event was received.</summary>
    Event,

    /// <summary>A comment was received, as a ping is.</summary>
    Comment,

    /// <summary>The server ended the stream, or cut the connection.</summary>
    Ended,

    /// <summary>The client disconnected.</summary>
    Disconnected,
}
