using Sisk.Sse.Transport;

namespace Sisk.Sse.Configuration;

/// <summary>The threads that write the events of one stream.</summary>
/// <param name="Max">The maximum number of threads that write at a time.</param>
/// <param name="ConnectionsEach">
/// The number of connections for which a thread is worth starting. Writing to 64 takes a few hundred microseconds, and waking a thread
/// takes up to 50.
/// </param>
/// <param name="ConnectionsEachAtRest">
/// The same for a topic that rests more than half of the time. One thread writes to 5,000 connections in 25 ms, and spends less processor
/// time than two that do so at once.
/// </param>
internal sealed record DeliveryThreads(int Max, int ConnectionsEach = 64, int ConnectionsEachAtRest = 8192)
{
    /// <summary>Gets the threads that are used unless <see cref="TransportSwitches.UseAllCores"/> is off.</summary>
    internal static DeliveryThreads Default => new(TransportSwitches.MaxWriters);
}
