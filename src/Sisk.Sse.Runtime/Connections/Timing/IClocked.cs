using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Connections.Timing;

/// <summary>The target of a callback of the clock.</summary>
internal interface IClocked
{
    /// <summary>Called when the target is due.</summary>
    /// <param name="batch">The batch for writes that can be sent together with others.</param>
    /// <returns>The delay until the next call; <see cref="Timeout.InfiniteTimeSpan"/> for none.</returns>
    TimeSpan OnDue(SendBatch batch);
}
