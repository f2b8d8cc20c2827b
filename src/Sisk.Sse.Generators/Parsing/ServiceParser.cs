using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads a parameter that the service provider fills.</summary>
internal static class ServiceParser
{
    public static ServiceModel Parse(IParameterSymbol parameter)
    {
        var type = TypeNames.Bare(parameter.Type);
        var fallback = ConstantParser.ParseDefault(parameter);
        var acceptsNull = parameter.NullableAnnotation == NullableAnnotation.Annotated;
        var keyed = parameter.FindAttribute(KnownNamespaces.DependencyInjection, "FromKeyedServicesAttribute");
        if (keyed is { ConstructorArguments: [var key, ..] })
        {
            return new ServiceModel(type, ServiceLookup.KeyedService, ConstantParser.Parse(key), fallback, acceptsNull);
        }

        var lookup = parameter.Type switch
        {
            _ when parameter.Type.Is("System", "IServiceProvider") => ServiceLookup.Provider,
            { IsValueType: true } when fallback is not null => ServiceLookup.Constant,
            _ => ServiceLookup.Service,
        };
        return new ServiceModel(type, lookup, Fallback: fallback, AcceptsNull: acceptsNull);
    }
}
