namespace Sisk.Sse;

/// <summary>The limits of a push stream's history, from which returning clients resume. The first limit that is reached applies.</summary>
public sealed class HistoryOptions
{
    /// <summary>
    /// Gets or sets the maximum number of events of one stream. 0 keeps none; a returning client then gets new events only. The default is
    /// 8,192. That is more than a connection's queue holds, so a client that was disconnected for a full queue can resume.
    /// </summary>
    public int MaxEvents { get; set; } = 8192;

    /// <summary>Gets or sets the maximum size of one stream's history in bytes of encoded events. The default is 4 MiB.</summary>
    public long MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Gets or sets the time for which an event is kept. The default is 5 minutes.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(5);
}
