using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads a parameter whose value comes from the service provider.</summary>
internal static class ServiceParser
{
    public static ServiceModel Parse(IParameterSymbol parameter) => Parse(BindingTarget.Of(parameter));

    public static ServiceModel Parse(BindingTarget target)
    {
        var type = TypeNames.Bare(target.Type);
        var fallback = target.Parameter is null ? null : ConstantParser.ParseDefault(target.Parameter);
        var acceptsNull = target.AcceptsNull;
        var isNullableReference = acceptsNull && target.Type.IsReferenceType;
        var keyed = target.Attributes.FirstOrDefault(
            a => a.AttributeClass.Is(KnownNamespaces.DependencyInjection, "FromKeyedServicesAttribute"));
        if (keyed is { ConstructorArguments: [var key, ..] })
        {
            return new ServiceModel(
                type, ServiceLookup.KeyedService, ConstantParser.Parse(key), fallback, acceptsNull, isNullableReference);
        }

        var lookup = target.Type switch
        {
            _ when target.Type.Is("System", "IServiceProvider") => ServiceLookup.Provider,
            { IsValueType: true } when fallback is not null => ServiceLookup.Constant,
            _ => ServiceLookup.Service,
        };
        return new ServiceModel(type, lookup, Fallback: fallback, AcceptsNull: acceptsNull, IsNullableReference: isNullableReference);
    }
}
