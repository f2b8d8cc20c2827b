using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Sisk.Sse.Log;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Hosting;

/// <summary>Reports a server that is nearly full as degraded, and one whose shared log fails as unhealthy.</summary>
internal sealed class EventStreamsHealthCheck(IOptions<EventStreamOptions> options, IServiceProvider services) : IHealthCheck
{
    /// <summary>The share of <see cref="EventStreamOptions.MaxConnections"/> from which a server is degraded.</summary>
    private const double NearlyFull = 0.9;

    private readonly ITopicLog? _log = services.GetService<ITopicLog>();

    // A host that only publishes has none.
    private readonly SessionRegistry? _sessions = services.GetService<SessionRegistry>();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(context.Registration.FailureStatus));

    private HealthCheckResult Check(HealthStatus failure)
    {
        var (state, reason) = _log?.GetState() ?? (EventLogState.Reachable, null);
        var connections = _sessions?.Connections ?? 0;
        var data = new Dictionary<string, object>();
        if (_sessions is not null)
        {
            data["connections"] = connections;
            if (options.Value.MaxConnections is { } max)
            {
                data["maxConnections"] = max;
            }
        }

        return state switch
        {
            EventLogState.Failing => new HealthCheckResult(
                failure, $"The shared log is unavailable. {reason}".TrimEnd(), data: data),
            EventLogState.Waiting => HealthCheckResult.Degraded($"Broadcasts wait for the shared log. {reason}".TrimEnd(), data: data),
            _ when connections >= NearlyFull * options.Value.MaxConnections => HealthCheckResult.Degraded(
                $"{connections} of at most {options.Value.MaxConnections} event streams are open. "
                + "Add a server, or raise EventStreamOptions.MaxConnections.",
                data: data),
            _ => HealthCheckResult.Healthy(data: data),
        };
    }
}
