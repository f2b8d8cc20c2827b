namespace Sisk.Sse.Presence;

/// <summary>A key, and a value that indicates whether someone has connected or the last one has gone.</summary>
internal readonly record struct PresenceKey(string Key, bool IsPresent);
