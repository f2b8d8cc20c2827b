using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Log;
using Sisk.Sse.Peers;
using Sisk.Sse.Runs;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse;

/// <content>The registration of a shared log.</content>
public sealed partial class EventStreamsBuilder
{
    /// <summary>Shares every push stream across the servers of the application through a log. For packages that add a database.</summary>
    /// <param name="create">Creates the log. It is disposed with the application.</param>
    /// <param name="options">Gets the options, which must have been validated.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">A function is null.</exception>
    public EventStreamsBuilder AddEventLog(Func<IServiceProvider, IEventLog> create, Func<IServiceProvider, EventLogOptions> options)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(options);
        Services.AddMetrics();
        Services.Replace(ServiceDescriptor.Singleton(create));
        Services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            var database = provider.GetRequiredService<IEventLog>();
            var time = provider.GetRequiredService<TimeProvider>();
            var logger = new GuardedLogger(provider.GetRequiredService<ILoggerFactory>().CreateLogger("Sisk.Sse.EventLog"));
            return new LogServices(
                database,
                new LogMetrics(provider.GetRequiredService<IMeterFactory>(), database.System, provider.GetRequiredService<ListenerGuard>()),
                options(provider),
                time,
                new LogMessages(logger, database.Name, time),
                provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        }));
        if (Services.Any(static service => service.ServiceType == typeof(PublishingOnly)))
        {
            Services.TryAddSingleton<ITopicLog, PublishingLogs>();
            return this;
        }

        Services.TryAddSingleton<ITopicLog, SharedLogs>();
        Services.TryAddSingleton<IRunLog, SharedRuns>();
        Services.TryAddSingleton<ServerPeers>();
        Services.AddHostedService(static provider => provider.GetRequiredService<ServerPeers>());
        return this;
    }
}
