using Sisk.Sse.Transport;
namespace Sisk.Sse.Stress;

/// <summary>The size of a run.</summary>
internal sealed record Scale(int Events, int Disconnects, TimeSpan Threads, int Connects, int Clients, int Misuses)
{
    /// <summary>Gets the transport of the streams.</summary>
    internal StreamTransport Transport { get; init; }

    /// <summary>A run of a few seconds, for the test suite.</summary>
    internal static readonly Scale Short = new(
        Events: 10_000, Disconnects: 20, Threads: TimeSpan.FromSeconds(2), Connects: 2_000, Clients: 200, Misuses: 2_000);

    /// <summary>A run of a few minutes.</summary>
    internal static readonly Scale Full = new(
        Events: 100_000, Disconnects: 200, Threads: TimeSpan.FromSeconds(20), Connects: 50_000, Clients: 10_000, Misuses: 200_000);
}
