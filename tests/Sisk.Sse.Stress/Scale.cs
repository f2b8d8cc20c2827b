using Sisk.Sse.Transport;
namespace Sisk.Sse.Stress;

/// <summary>How much a run does.</summary>
internal sealed record Scale(int Events, int Disconnects, TimeSpan Threads, int Connects, int Clients, int Messes)
{
    /// <summary>The way by which frames leave.</summary>
    internal StreamTransport Transport { get; init; }

    /// <summary>Seconds, for a test suite.</summary>
    internal static readonly Scale Short = new(Events: 10_000, Disconnects: 20, Threads: TimeSpan.FromSeconds(2), Connects: 2_000, Clients: 200, Messes: 2_000);

    /// <summary>A few minutes.</summary>
    internal static readonly Scale Full = new(Events: 100_000, Disconnects: 200, Threads: TimeSpan.FromSeconds(20), Connects: 50_000, Clients: 10_000, Messes: 200_000);
}
