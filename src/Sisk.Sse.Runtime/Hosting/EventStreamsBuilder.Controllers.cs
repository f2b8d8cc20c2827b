using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sisk.Sse.Routing;

namespace Sisk.Sse;

/// <content>The registration of controllers that need services.</content>
public sealed partial class EventStreamsBuilder
{
    /// <summary>Adds a controller as transient, unless the application has added it. For generated code.</summary>
    /// <typeparam name="T">The controller.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="create">Creates the controller.</param>
    /// <returns>True if it was added, so that the services of its constructor are required.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static bool TryAddController<T>(IServiceCollection services, Func<IServiceProvider, T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);
        var count = services.Count;
        services.TryAddTransient(create);
        return services.Count > count;
    }

    /// <summary>
    /// Makes the application fail at startup, with the controller's name, if a service is not registered. For generated code.
    /// </summary>
    /// <typeparam name="TController">The controller.</typeparam>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="key">The key of a keyed service; null for any other.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Require<TController, TService>(IServiceCollection services, object? key)
        where TController : class
        where TService : notnull => Require<TController, TService>(services, typeof(TController), key);

    /// <summary>The same for a controller that is a static class.</summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="controller">The controller.</param>
    /// <param name="key">The key of a keyed service; null for any other.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Require<TService>(IServiceCollection services, Type controller, object? key)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(controller);
        Require<StaticController, TService>(services, controller, key);
    }

    private static void Require<TController, TService>(IServiceCollection services, Type controller, object? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        var requirement = new ServiceRequirement(controller, typeof(TService), key);
        if (services.Any(service => !service.IsKeyedService && requirement.Equals(service.ImplementationInstance)))
        {
            return;
        }

        services.AddSingleton(requirement);
        if (key is null && !requirement.MayBeParts)
        {
            // The check at startup has better advice for a type that may hold values of a request. ValidateOnBuild would come first.
            services.TryAddTransient<RequiredService<TController, TService>>();
        }
    }
}
