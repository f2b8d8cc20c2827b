namespace Sisk.Sse;

/// <summary>
/// The limits of resumable pull streams: routes with <see cref="RoutePostAttribute.Resumable"/>. Each answer is one run of its method.
/// </summary>
public sealed class RunOptions
{
    /// <summary>
    /// Gets or sets the time for which a run continues without a client, and for which its events are kept after its end. Greater than zero
    /// and at most one day. The default is 1 minute.
    /// </summary>
    public TimeSpan ResumeWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets the maximum number of events of a run that are kept, at least 2. Half of this is for events that wait for a client;
    /// when it is full, the run waits, too. The other half is for events that were sent, and that clients may request again. The default is
    /// 8,192.
    /// </summary>
    public int MaxEvents { get; set; } = 8192;

    /// <summary>
    /// Gets or sets the maximum size of these events in bytes, at least 2. Half of this is for events that wait for a client. A single
    /// larger event is accepted. The default is 4 MiB.
    /// </summary>
    public long MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the maximum number of runs that this server keeps at the same time, at least 1. Further clients are asked to retry
    /// later. The default is 10,000.
    /// </summary>
    public int MaxRuns { get; set; } = 10_000;
}
