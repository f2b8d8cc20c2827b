namespace Sisk.Sse.Client;

/// <summary>The states of a subscription.</summary>
public enum EventStreamState
{
    /// <summary>A request is under way.</summary>
    Connecting,

    /// <summary>The server has answered with an event stream.</summary>
    Open,

    /// <summary>The connection is gone; the time until the next attempt is running.</summary>
    Waiting,

    /// <summary>The stream is over, and no further attempt is made.</summary>
    Closed,
}
