using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Backplane;

/// <summary>The services that the logs of an application share.</summary>
/// <param name="Database">The database that holds the logs.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Options">The options, which have been validated.</param>
/// <param name="Time">The time provider.</param>
/// <param name="Log">The log messages.</param>
/// <param name="Stopping">Canceled when the server begins to stop.</param>
internal sealed record LogServices(
    IEventLog Database, LogMetrics Metrics, EventLogOptions Options, TimeProvider Time, LogMessages Log, CancellationToken Stopping)
{
    /// <summary>Gets the name of the options' type, for messages.</summary>
    internal string OptionsName => Options.GetType().Name;

    /// <summary>
    /// Gets or sets the log of the messages between servers, which is read from the start; null on a host that only publishes.
    /// </summary>
    internal SharedLog? ServerLog { get; set; }
}
