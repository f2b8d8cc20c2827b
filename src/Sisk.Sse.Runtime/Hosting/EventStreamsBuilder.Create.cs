using System.ComponentModel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Backplane;
using Sisk.Sse.Description;
using Sisk.Sse.Routing;
using Sisk.Sse.Runs;
using Sisk.Sse.Sessions;
using Sisk.Sse.Sources;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse;

/// <content>The registration of the runtime.</content>
public sealed partial class EventStreamsBuilder
{
    /// <summary>
    /// Registers the runtime. For generated code, whose <c>AddEventStreams()</c> users call. A further call adds only the configuration.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static EventStreamsBuilder Create(IServiceCollection services, Action<EventStreamOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        RejectBoth<PublishingOnly>(services);
        services.TryAddSingleton<SessionHost>();
        AddBroadcasting(services, configure);
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, StreamApiDescriptionProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<JsonOptions>, ProblemDescription>());
        services.TryAddSingleton<SessionRegistry>();
        services.TryAddSingleton<SourceServices>();
        services.TryAddSingleton<ConnectionLog>();
        services.TryAddSingleton<ConnectionTelemetry>();
        services.TryAddSingleton(static provider => new RunRegistry(
            provider.GetRequiredService<SessionHost>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<RunRegistry>>(),
            provider.GetService<IRunLog>()));
        services.AddHostedService(static provider => provider.GetRequiredService<RunRegistry>());
        services.TryAddSingleton(static provider => new EventStreamRuns(provider.GetRequiredService<RunRegistry>()));
        AddSessionMiddleware(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OutputCacheOptions>, StreamCacheOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, StreamHeaderPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApplicationModelProvider, StreamMethodsAreNotActions>());
        services.TryAddSingleton(static provider =>
            new HttpEventSourceCollection(provider.GetRequiredService<ILogger<HttpEventSourceCollection>>()));
        SocketCounting.Add(services, static provider =>
            provider.GetRequiredService<IOptions<EventStreamOptions>>().Value.Transport is not StreamTransport.Pipe);
        return new EventStreamsBuilder(services);
    }

    /// <summary>
    /// Adds the middleware before those of all filters that are registered, so that it is around them: a source that one of them opens must
    /// end before the server ends its response.
    /// </summary>
    private static void AddSessionMiddleware(IServiceCollection services)
    {
        if (!services.Any(static service => !service.IsKeyedService && service.ImplementationType == typeof(SessionMiddleware)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SessionMiddleware>());
        }
    }
}
