namespace Sisk.Sse.Sessions;

/// <summary>A place that an open source takes of those that its user, its address or its identifier's prefix has.</summary>
/// <param name="Key">Whose place.</param>
/// <param name="Max">How many there are.</param>
internal readonly record struct ConnectionSlot(string Key, int Max);
