namespace Sisk.Sse.Log;

/// <summary>A broadcast event before the log gives it an id.</summary>
/// <param name="Key">The key that the event is broadcast to; empty for all connections.</param>
/// <param name="EventName">The event's name; null for an unnamed event.</param>
/// <param name="Data">The payload. Its memory may be reused once the call has returned, so a log must copy it before it waits.</param>
/// <param name="TraceContext">
/// The trace context of the broadcast (W3C Trace Context): its <c>traceparent</c> and, after a space, its <c>tracestate</c>. Null if the
/// broadcast is not traced.
/// </param>
/// <param name="IsLast">A value that indicates whether the connections of the key end after the event.</param>
/// <param name="Shape">The <see cref="KeyShape"/> of the broadcaster; null if it is not known.</param>
internal readonly record struct EventRecord(
    string Key,
    string? EventName,
    ReadOnlyMemory<byte> Data,
    string? TraceContext = null,
    bool IsLast = false,
    string? Shape = null)
{
    /// <summary>Begins the key of an event that reaches nobody. No connection has such a key.</summary>
    private const char Nobody = '\0';

    /// <summary>Returns the event for nobody. It keeps its place in the log.</summary>
    internal EventRecord ForNobody() => this with { Key = Nobody + Key, IsLast = false };
}
