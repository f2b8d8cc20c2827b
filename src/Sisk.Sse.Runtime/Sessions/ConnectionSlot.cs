namespace Sisk.Sse.Sessions;

/// <summary>One of the limited slots that an open source occupies for its user, its address or its identifier's prefix.</summary>
/// <param name="Key">The user, address or prefix.</param>
/// <param name="Max">The number of slots.</param>
/// <param name="Limit">The kind of limit, as telemetry names it.</param>
internal readonly record struct ConnectionSlot(string Key, int Max, string Limit);
