namespace Sisk.Sse;

/// <summary>Specifies what a client does after the server has closed its stream.</summary>
public enum CloseMode
{
    /// <summary>The client comes back by itself after its retry time, as browsers do.</summary>
    Reconnect,

    /// <summary>
    /// The client stays away: its return is answered with 204, after which a browser stops (HTML standard, section 9.2.3). A page that
    /// opens a new <c>EventSource</c> is served again, unless the application refuses it.
    /// </summary>
    Permanent,
}
