namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server that can take part.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">The name in the table.</param>
/// <param name="StartAsync">Starts one, on a port of its own.</param>
/// <param name="Missing">The reason why it cannot take part here, and the command that mends it; null if it can.</param>
internal sealed record ServerKind(string Name, string Title, Func<Task<IServer>> StartAsync, string? Missing = null);
