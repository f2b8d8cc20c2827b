using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Routing;

/// <summary>A service that a controller cannot do without.</summary>
/// <param name="Controller">The controller.</param>
/// <param name="Service">The type of the service.</param>
/// <param name="Key">The key of a keyed service; null for any other.</param>
internal sealed record ServiceRequirement(Type Controller, Type Service, object? Key)
{
    /// <summary>Throws if the application lacks a service of a controller.</summary>
    /// <exception cref="InvalidOperationException">
    /// A service is not registered. The message names the controllers and the services.
    /// </exception>
    internal static void Check(IServiceProvider services)
    {
        if (services.GetService<IServiceProviderIsService>() is not { } known)
        {
            // Such a container reports a missing service at the first request.
            return;
        }

        ServiceRequirement[] missing = [.. services.GetServices<ServiceRequirement>().Where(needed => !needed.IsMet(known))];
        if (missing.Length > 0)
        {
            var hint = missing.Any(static needed => needed.MayBeParts)
                ? " Mark a parameter that holds values of the request with [AsParameters] instead."
                : "";
            var list = string.Join("; ", missing.Select(static needed => needed.Describe()).Distinct());
            throw new InvalidOperationException(
                $"Event streams need services that are not registered: {list}. Register them before builder.Build().{hint}");
        }
    }

    /// <summary>Gets a value indicating whether the type may hold values of a request, for example of the query.</summary>
    internal bool MayBeParts => Key is null && Service is { IsAbstract: false, IsGenericType: false };

    private bool IsMet(IServiceProviderIsService known) =>
        Key is null ? known.IsService(Service) : known is not IServiceProviderIsKeyedService keyed || keyed.IsKeyedService(Service, Key);

    private string Describe() => $"{Controller} needs {Service}{(Key is null ? "" : $" with the key '{Key}'")}";
}
