namespace Sisk.Sse.Topics;

/// <summary>An event that another program publishes, checked and encoded.</summary>
/// <param name="Key">The values of the key, escaped and joined by '/'; empty for all connections.</param>
/// <param name="EventName">The event name; null for an unnamed event.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Data">The payload as it is sent.</param>
/// <param name="IsLast">A value that indicates whether the connections of the key end after the event.</param>
internal sealed record PublishedEvent(string Key, string? EventName, object Payload, byte[] Data, bool IsLast);
