using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Connections.Timing;

/// <summary>Something that the clock wakes.</summary>
internal interface IClocked
{
    /// <summary>Does what is due, and says after what delay to call again; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    /// <param name="batch">Where a write goes that may leave with others'.</param>
    TimeSpan OnDue(SendBatch batch);
}
