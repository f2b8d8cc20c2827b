using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>Formats the expression that gets a service from a service provider.</summary>
internal static class ServiceExpression
{
    public static string Of(ServiceModel service, string provider) => service.Lookup switch
    {
        ServiceLookup.Provider => provider,
        ServiceLookup.Constant => Literals.Of(service.Fallback!),
        ServiceLookup.KeyedService => Ask(service, Names.KeyedServices, "KeyedService", provider + ", " + Literals.Of(service.Key!)),
        _ => Ask(service, Names.Services, "Service", provider),
    };

    private static string Ask(ServiceModel service, string extensions, string name, string arguments)
    {
        var isRequired = service.Fallback is null && !service.AcceptsNull;
        var call = $"{extensions}.{(isRequired ? "GetRequired" : "Get")}{name}<{service.Type}>({arguments})";
        return service.Fallback switch
        {
            null => call,
            { Kind: ConstantKind.Null } => service.AcceptsNull ? call : call + "!",
            var fallback => $"{call} ?? {Literals.Of(fallback)}",
        };
    }
}
