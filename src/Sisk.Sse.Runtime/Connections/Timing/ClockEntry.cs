namespace Sisk.Sse.Connections.Timing;

/// <summary>A scheduled callback of the clock. It is canceled by setting its target to null.</summary>
internal sealed class ClockEntry
{
    internal IClocked? Target { get; set; }

    internal bool IsQueued { get; set; }

    /// <summary>Gets the time by which the callback may be early, in units of the clock's timestamps.</summary>
    internal long Slack { get; init; }
}
