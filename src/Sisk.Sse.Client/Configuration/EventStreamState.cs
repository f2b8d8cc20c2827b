namespace Sisk.Sse.Client;

/// <summary>The states of a subscription.</summary>
public enum EventStreamState
{
    /// <summary>A request is in progress.</summary>
    Connecting,

    /// <summary>The server has responded with an event stream.</summary>
    Open,

    /// <summary>The connection is lost, and the client is waiting before the next attempt.</summary>
    Waiting,

    /// <summary>The stream is over, and no further attempt is made.</summary>
    Closed,
}
