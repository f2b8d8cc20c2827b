namespace Sisk.Sse;

/// <summary>How much of a push stream is kept for clients that come back. The first bound that is reached holds.</summary>
public sealed class HistoryOptions
{
    /// <summary>
    /// How many events of one stream are kept. 0 keeps none: a client that comes back goes on with what is new. Default: 8,192, more than a
    /// connection's queue, so that a client that was cut off for a full one misses nothing.
    /// </summary>
    public int MaxEvents { get; set; } = 8192;

    /// <summary>How many bytes of encoded events of one stream are kept. Default: 4 MiB.</summary>
    public long MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>For how long an event is kept. Default: 5 minutes.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(5);
}
