namespace Sisk.Sse.Inspection.Messages;

/// <summary>This server, as the page shows it.</summary>
/// <param name="Name">The machine and the process.</param>
/// <param name="Id">Tells the connections of servers apart.</param>
/// <param name="IsOneOfMany">True if the streams are shared with other servers.</param>
internal sealed record ServerView(string Name, string Id, bool IsOneOfMany);
