namespace Sisk.Sse.Delivery;

/// <summary>Something that the clock wakes.</summary>
internal interface IClocked
{
    /// <summary>Does what is due, and says after what delay to call again; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    TimeSpan OnDue();
}
