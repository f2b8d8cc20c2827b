namespace Sisk.Sse;

/// <summary>
/// The bounds of resumable pull streams: routes with <see cref="RoutePostAttribute.Resumable"/>. Each answer is one run of its method.
/// </summary>
public sealed class RunOptions
{
    /// <summary>
    /// Gets or sets the time for which a run goes on without a client, and for which its events are kept after its end. From over zero to
    /// one day. The default is 1 minute.
    /// </summary>
    public TimeSpan ResumeWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets the maximum number of events of a run that are kept, at least 2. Half of them may wait for a client; then the run
    /// waits, too. The others were sent, and are kept for clients that come back. The default is 8,192.
    /// </summary>
    public int MaxEvents { get; set; } = 8192;

    /// <summary>
    /// Gets or sets the maximum size of these events in bytes, at least 2. Half of it may wait for a client. A single larger event is let
    /// through. The default is 4 MiB.
    /// </summary>
    public long MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the maximum number of runs that this server keeps at a time, at least 1. Further clients are asked to retry later. The
    /// default is 10,000.
    /// </summary>
    public int MaxRuns { get; set; } = 10_000;
}
