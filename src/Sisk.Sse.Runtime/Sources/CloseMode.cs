namespace Sisk.Sse;

/// <summary>Specifies what a client does after the server has closed its stream.</summary>
public enum CloseMode
{
    /// <summary>The client reconnects after its retry time, as browsers do.</summary>
    Reconnect,

    /// <summary>
    /// The client does not reconnect: if it does, it is answered with 204, after which a browser stops (HTML standard, section 9.2.3). A
    /// page that opens a new <c>EventSource</c> is served again, unless the application rejects it.
    /// </summary>
    Permanent,
}
