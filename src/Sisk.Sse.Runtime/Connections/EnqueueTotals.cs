namespace Sisk.Sse.Connections;

/// <summary>The results of queuing one event for several connections.</summary>
internal struct EnqueueTotals
{
    /// <summary>The number of connections that are behind.</summary>
    internal int Behind;

    /// <summary>The number of connections whose queue has taken the event.</summary>
    internal int Queued;

    /// <summary>The events that were dropped: this one, or older ones in its place. Null if there are none.</summary>
    internal DropCounts? Drops;
}
