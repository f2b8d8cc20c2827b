using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Where the value of a method's parameter comes from: the inference of minimal APIs.</summary>
internal static class BindingRules
{
    public static Binding Bind(IParameterSymbol parameter, RouteTemplate route, bool hasBody) =>
        BindExplicitly(parameter, hasBody) ?? BindToRequest(parameter) ?? Infer(parameter, route, hasBody);

    private static Binding? BindExplicitly(IParameterSymbol parameter, bool hasBody)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (FindSource(attribute.AttributeClass) is { } source)
            {
                var name = attribute.Property("Name") as string ?? parameter.Name;
                return source switch
                {
                    BindingSource.Service => BindService(parameter),
                    BindingSource.Body => new Binding(source, Problem: hasBody ? BindingProblem.None : BindingProblem.BodyOfGet),
                    _ => BindText(parameter, source, name),
                };
            }

            if (attribute.AttributeClass.Is(KnownNamespaces.Mvc, "FromFormAttribute")
                || attribute.AttributeClass.Is(KnownNamespaces.Http, "AsParametersAttribute"))
            {
                return new Binding(BindingSource.Body, Problem: BindingProblem.UnsupportedSource);
            }
        }

        return null;
    }

    private static BindingSource? FindSource(INamedTypeSymbol? attribute)
    {
        var (containingNamespace, source) = attribute?.Name switch
        {
            "FromKeyedServicesAttribute" => (KnownNamespaces.DependencyInjection, BindingSource.Service),
            "FromServicesAttribute" => (KnownNamespaces.Mvc, BindingSource.Service),
            "FromRouteAttribute" => (KnownNamespaces.Mvc, BindingSource.Route),
            "FromQueryAttribute" => (KnownNamespaces.Mvc, BindingSource.Query),
            "FromHeaderAttribute" => (KnownNamespaces.Mvc, BindingSource.Header),
            "FromBodyAttribute" => (KnownNamespaces.Mvc, BindingSource.Body),
            _ => ("", default(BindingSource?)),
        };
        return source is not null && attribute!.ContainingNamespace.IsNamed(containingNamespace) ? source : null;
    }

    private static Binding? BindToRequest(IParameterSymbol parameter) => parameter.Type.Name switch
    {
        "HttpContext" when parameter.Type.Is(KnownNamespaces.Http, "HttpContext") => new Binding(BindingSource.HttpContext),
        "HttpRequest" when parameter.Type.Is(KnownNamespaces.Http, "HttpRequest") => new Binding(BindingSource.HttpRequest),
        "HttpResponse" when parameter.Type.Is(KnownNamespaces.Http, "HttpResponse") => new Binding(BindingSource.HttpResponse),
        "ClaimsPrincipal" when parameter.Type.Is("System.Security.Claims", "ClaimsPrincipal") => new Binding(BindingSource.User),
        "CancellationToken" when parameter.Type.Is("System.Threading", "CancellationToken") => new Binding(BindingSource.CancellationToken),
        _ => null,
    };

    private static Binding Infer(IParameterSymbol parameter, RouteTemplate route, bool hasBody)
    {
        if (route.FindParameter(parameter.Name) is not null)
        {
            return BindText(parameter, BindingSource.Route, parameter.Name);
        }

        var query = BindText(parameter, BindingSource.Query, parameter.Name);
        if (query.IsValid)
        {
            return query;
        }

        return hasBody ? BindBodyOrService(parameter) : BindService(parameter);
    }

    private static Binding BindText(IParameterSymbol parameter, BindingSource source, string name)
    {
        if (parameter.Type is IArrayTypeSymbol { Rank: 1 } array && ValueParserRules.Find(array.ElementType) is { } itemParser)
        {
            var problem = source == BindingSource.Route ? BindingProblem.RouteArray : BindingProblem.None;
            return new Binding(source, name, itemParser, Presence.Many, problem);
        }

        return ValueParserRules.Find(parameter.Type) is { } parser
            ? new Binding(source, name, parser, IsOptional(parameter, source) ? Presence.Optional : Presence.Required)
            : new Binding(source, name, Problem: BindingProblem.NotParsable);
    }

    private static Binding BindService(IParameterSymbol parameter) =>
        new(BindingSource.Service, Problem: parameter.Type.TypeKind is TypeKind.Class or TypeKind.Interface or TypeKind.Delegate
            ? BindingProblem.None
            : BindingProblem.NotAService);

    /// <summary>Where nullable annotations are off, a missing text is null, except in a route, which would not have matched.</summary>
    private static bool IsOptional(IParameterSymbol parameter, BindingSource source) =>
        parameter.HasExplicitDefaultValue
        || parameter.NullableAnnotation == NullableAnnotation.Annotated
        || (parameter.NullableAnnotation == NullableAnnotation.None && parameter.Type.IsReferenceType && source != BindingSource.Route);

    /// <summary>
    /// No container holds a structure or an array, and no interface can be deserialised; of a class only the application can tell.
    /// </summary>
    private static Binding BindBodyOrService(IParameterSymbol parameter) => parameter.Type switch
    {
        { IsRefLikeType: true } => BindService(parameter),
        { TypeKind: TypeKind.Struct or TypeKind.Array } => new Binding(BindingSource.Body),
        { TypeKind: TypeKind.Class, IsAbstract: false } => new Binding(BindingSource.ServiceOrBody),
        _ => BindService(parameter),
    };
}
