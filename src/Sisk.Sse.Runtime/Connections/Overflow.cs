namespace Sisk.Sse;

/// <summary>Specifies what happens to an event for a connection whose queue is full, because its client reads too slowly.</summary>
public enum Overflow
{
    /// <summary>
    /// The connection is aborted. Its client reconnects and resumes after the last event that it received, or gets a reset.
    /// </summary>
    Disconnect,

    /// <summary>The oldest queued events are dropped to make room.</summary>
    DropOldest,

    /// <summary>The new event is dropped, and <c>Send</c> returns false.</summary>
    DropNewest,

    /// <summary>
    /// A new event replaces the queued event with the same name and key, even if the queue is not full. A full queue without such an event
    /// drops the oldest.
    /// </summary>
    Coalesce,
}
