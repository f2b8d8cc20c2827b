namespace Sisk.Sse.Connections;

/// <summary>The state of a connection. It only moves forward.</summary>
internal enum ConnectionState : byte
{
    /// <summary>Takes events, and writes none before <see cref="Connection.Start"/>.</summary>
    Held,

    /// <summary>Takes events and writes them.</summary>
    Open,

    /// <summary>Takes no further events. The events that wait are still written.</summary>
    Closing,

    /// <summary>Takes no further events, and the events that waited are discarded. The transport is left alone.</summary>
    Discarded,

    /// <summary>As <see cref="Discarded"/>, and the transport is cut.</summary>
    Aborted,

    /// <summary>Nobody uses the response any more, and one thread is about to say so.</summary>
    Finishing,

    /// <summary>The response is never touched again.</summary>
    Finished,
}
