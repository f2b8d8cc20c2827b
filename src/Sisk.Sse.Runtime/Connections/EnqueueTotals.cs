namespace Sisk.Sse.Connections;

/// <summary>The results of queuing one event for several connections.</summary>
internal struct EnqueueTotals
{
    /// <summary>The number of connections that are behind.</summary>
    internal int Behind;

    /// <summary>The number of connections whose queue has taken the event.</summary>
    internal int Queued;

    /// <summary>The number of events that were dropped: this one, or an older one in its place.</summary>
    internal int Dropped;

    /// <summary>The policy by which events were dropped.</summary>
    internal Overflow Policy;
}
