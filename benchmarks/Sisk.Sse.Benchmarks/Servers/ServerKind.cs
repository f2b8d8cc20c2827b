namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>A server that can take part.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="StartAsync">Starts one, on a port of its own.</param>
/// <param name="Missing">Why it cannot take part here, and the command that mends it; null when it can.</param>
internal sealed record ServerKind(string Name, string Title, Func<Task<IServer>> StartAsync, string? Missing = null);
