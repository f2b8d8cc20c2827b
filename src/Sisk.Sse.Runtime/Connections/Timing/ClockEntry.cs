namespace Sisk.Sse.Connections.Timing;

/// <summary>What the clock is to wake. Cancelled by losing its target.</summary>
internal sealed class ClockEntry
{
    internal IClocked? Target { get; set; }

    internal bool IsQueued { get; set; }

    /// <summary>How much earlier than due it may be woken, in ticks of the clock's timestamps.</summary>
    internal long Slack { get; init; }
}
