namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>Specifies the way in which the proxy fails a connection.</summary>
internal enum Fault
{
    /// <summary>The response ends between two events, as a proxy does that is reloaded.</summary>
    CleanEnd,

    /// <summary>The connection is reset in the middle of whatever is being sent.</summary>
    Reset,

    /// <summary>The answer is 502.</summary>
    BadGateway,

    /// <summary>The answer is 503 with Retry-After.</summary>
    Unavailable,

    /// <summary>The response ends in the middle of an event.</summary>
    HalfFrame,

    /// <summary>Nothing comes any more, and the connection stays open.</summary>
    Silence,

    /// <summary>The connection is reset, and nobody listens for a while.</summary>
    Restart,
}
