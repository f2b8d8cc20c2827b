using System.ComponentModel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Configuration;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Description;
using Sisk.Sse.Log;
using Sisk.Sse.Routing;
using Sisk.Sse.Sessions;
using Sisk.Sse.Sources;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse;

/// <content>The registration of the runtime.</content>
public sealed partial class EventStreamsBuilder
{
    /// <summary>Registers the runtime. For generated code, whose <c>AddEventStreams()</c> users call. A further call adds only the configuration.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static EventStreamsBuilder Create(IServiceCollection services, Action<EventStreamOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<EventStreamOptions>().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, StreamApiDescriptionProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventStreamOptions>, EventStreamOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new SendBatches(
            provider.GetRequiredService<IOptions<EventStreamOptions>>().Value.UseIoUring,
            calls: null,
            provider.GetRequiredService<ILogger<SendBatches>>()));
        services.TryAddSingleton<DeliveryClock>();
        services.TryAddSingleton<PayloadSerializer>();
        services.TryAddSingleton<SessionRegistry>();
        services.TryAddSingleton<SourceServices>();
        services.TryAddSingleton<SessionHost>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, SessionMiddleware>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApplicationModelProvider, StreamMethodsAreNotActions>());
        services.TryAddSingleton(static provider =>
            new HttpEventSourceCollection(provider.GetRequiredService<ILogger<HttpEventSourceCollection>>()));
        services.TryAddSingleton(static provider => new StreamRegistry(
            provider.GetService<IEventLog>(),
            provider.GetRequiredService<PayloadSerializer>(),
            provider.GetRequiredService<IOptions<EventStreamOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<SendBatches>()));
        SocketCounting.Add(services, static provider =>
            provider.GetRequiredService<IOptions<EventStreamOptions>>().Value.Transport is not StreamTransport.Pipe);
        return new EventStreamsBuilder(services);
    }
}
