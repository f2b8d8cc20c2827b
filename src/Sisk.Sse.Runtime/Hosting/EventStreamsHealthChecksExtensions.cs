using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sisk.Sse.Hosting;

namespace Sisk.Sse;

/// <summary>Extension methods that add a health check for event streams.</summary>
public static class EventStreamsHealthChecksExtensions
{
    /// <summary>
    /// Adds a health check for the event streams of this server. It is degraded at 90 % of <see cref="EventStreamOptions.MaxConnections"/>
    /// and while broadcasts wait for the shared log, and fails when broadcasts fail because that log is unavailable. It never waits.
    /// </summary>
    /// <param name="builder">The builder that <c>AddHealthChecks()</c> returned.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">The status when broadcasts fail; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The tags of the check; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder or the name is null.</exception>
    public static IHealthChecksBuilder AddEventStreams(
        this IHealthChecksBuilder builder,
        string name = "event_streams",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(new HealthCheckRegistration(
            name, static services => ActivatorUtilities.CreateInstance<EventStreamsHealthCheck>(services), failureStatus, tags));
    }
}
