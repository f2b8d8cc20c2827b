using System.ComponentModel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Backplane;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Configuration;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Hosting;
using Sisk.Sse.Log;
using Sisk.Sse.Peers;
using Sisk.Sse.Routing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Topics;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <content>The registration of a host that only publishes, and what it has in common with a server.</content>
public sealed partial class EventStreamsBuilder
{
    /// <summary>
    /// Registers what a host needs that broadcasts and serves no streams. For generated code, whose <c>AddEventStreamPublishing()</c> users
    /// call.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="streams">The services of the controllers, of which the broadcasters are taken.</param>
    /// <param name="configure">Sets options; null leaves the defaults.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static EventStreamsBuilder CreatePublishing(
        IServiceCollection services, IServiceCollection streams, Action<EventStreamOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(streams);
        RejectBoth<SessionHost>(services);
        services.TryAddSingleton<PublishingOnly>();
        services.AddHostedService<PublishingCheck>();
        AddBroadcasting(services, configure);
        foreach (var broadcaster in streams.Where(
            static service => service is { Lifetime: ServiceLifetime.Singleton, ImplementationFactory: not null }))
        {
            services.TryAdd(broadcaster);
        }

        foreach (var stream in streams.Select(static service => service.ImplementationInstance).OfType<StreamDescription>())
        {
            AddStream(services, stream);
        }

        return new EventStreamsBuilder(services);
    }

    /// <summary>Adds a push stream, to which other programs may publish. For generated code.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="stream">The stream.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AddStream(IServiceCollection services, StreamDescription stream)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(stream);
        services.AddSingleton(stream);
    }

    private static void AddBroadcasting(IServiceCollection services, Action<EventStreamOptions>? configure)
    {
        services.AddOptions<EventStreamOptions>().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventStreamOptions>, EventStreamOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new SendBatches(
            provider.GetRequiredService<IOptions<EventStreamOptions>>().Value.UseIoUring,
            calls: null,
            provider.GetRequiredService<ILogger<SendBatches>>()));
        services.TryAddSingleton<DeliveryClock>();
        services.TryAddSingleton<PayloadSerializer>();
        services.TryAddSingleton<StrictPayloads>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointCheck>());
        services.AddMetrics();
        services.TryAddSingleton<ListenerGuard>();
        services.TryAddSingleton<StreamMetrics>();
        services.TryAddSingleton<StreamActivities>();
        services.TryAddSingleton(CreateRegistry);
    }

    private static StreamRegistry CreateRegistry(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EventStreamOptions>>().Value;
        return new StreamRegistry(
            new TopicServices(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SendBatches>())
            {
                Paces = options.PaceBroadcasts,
                Threads = options.Threads,
                Log = provider.GetService<ITopicLog>(),
            },
            new SubscriptionServices(
                options,
                provider.GetRequiredService<PayloadSerializer>(),
                provider.GetRequiredService<DeliveryClock>(),
                provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None),
            provider.GetService<IBroadcastObserver>(),
            provider.GetRequiredService<StreamMetrics>(),
            provider.GetRequiredService<StreamActivities>(),
            () => provider.GetService<ServerPeers>()?.Presence);
    }

    /// <summary>Rejects an application that calls both methods of registration.</summary>
    /// <exception cref="InvalidOperationException">The application serves streams and publishes only.</exception>
    private static void RejectBoth<TOther>(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(TOther)))
        {
            throw new InvalidOperationException(
                "AddEventStreams() and AddEventStreamPublishing() are both called. "
                + "Call AddEventStreams() alone: a host that serves streams also broadcasts.");
        }
    }
}
