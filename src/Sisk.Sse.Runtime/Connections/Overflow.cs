namespace Sisk.Sse;

/// <summary>What happens to an event for a connection whose queue is full, because its client reads too slowly.</summary>
public enum Overflow
{
    /// <summary>The connection is cut. The client comes back by itself and resumes after the last event that it got.</summary>
    Disconnect,

    /// <summary>The events that have waited longest are dropped to make room.</summary>
    DropOldest,

    /// <summary>The new event is dropped; <c>Send</c> returns false.</summary>
    DropNewest,

    /// <summary>
    /// Of the waiting events of one name and key only the latest is kept, whether the queue is full or not. A queue that is
    /// full of different ones drops the oldest.
    /// </summary>
    Coalesce,
}
