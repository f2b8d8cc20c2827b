using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Infers the sources of a method's parameters, as minimal APIs do.</summary>
internal static class BindingRules
{
    public static IReadOnlyList<BoundParameter> Bind(IMethodSymbol method, RouteTemplate route, bool hasBody)
    {
        var context = new BindingContext(route, hasBody, method);
        return BodyRules.RefuseSecond([.. method.Parameters.Select(p => Bind(BindingTarget.Of(p), context))]);
    }

    internal static BoundParameter Bind(BindingTarget target, BindingContext context) =>
        new(target, BindExplicitly(target, context)
            ?? RequestPartRules.Find(target.Type, context.HasBody)
            ?? BindAsyncRules.Find(target)
            ?? Infer(target, context));

    private static Binding? BindExplicitly(BindingTarget target, BindingContext context)
    {
        foreach (var attribute in target.Attributes)
        {
            if (FindSource(attribute.AttributeClass) is { } source)
            {
                var name = attribute.Property("Name") as string ?? target.WireName;
                return source switch
                {
                    BindingSource.Service => BindService(target),
                    BindingSource.Body => BodyRules.Bind(target, source, context.HasBody, BodyRules.AllowsEmpty(attribute)),
                    BindingSource.Form => new Binding(source, Problem: BindingProblem.Form),
                    BindingSource.LastEventId => BindLastEventId(target),
                    BindingSource.Parts => PartsRules.Bind(target, context),
                    BindingSource.Claim => BindText(target, source, attribute.FirstText() ?? ""),
                    BindingSource.Header when !HeaderNames.IsValid(name) => new Binding(source, name, Problem: BindingProblem.HeaderName),
                    _ => BindText(target, source, name),
                };
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
            "FromFormAttribute" => (KnownNamespaces.Mvc, BindingSource.Form),
            "AsParametersAttribute" => (KnownNamespaces.Http, BindingSource.Parts),
            "FromClaimAttribute" => (KnownNamespaces.Sse, BindingSource.Claim),
            "LastEventIdAttribute" => (KnownNamespaces.Sse, BindingSource.LastEventId),
            _ => ("", default(BindingSource?)),
        };
        return source is not null && attribute!.ContainingNamespace.IsNamed(containingNamespace) ? source : null;
    }

    private static Binding Infer(BindingTarget target, BindingContext context)
    {
        if (context.Route.FindParameter(target.WireName) is not null)
        {
            return BindText(target, BindingSource.Route, target.WireName);
        }

        if (ServiceRules.IsBroadcaster(target.Type))
        {
            return BindService(target);
        }

        var query = BindText(target, BindingSource.RouteOrQuery, target.WireName);
        if (query.IsValid)
        {
            return query.Presence is Presence.Required or Presence.Optional ? query : query with { Source = BindingSource.Query };
        }

        return context.HasBody && BodyRules.CanBeRead(target.Type)
            ? BodyRules.Bind(target, BodyRules.CanBeService(target.Type) ? BindingSource.ServiceOrBody : BindingSource.Body, hasBody: true)
            : BindService(target);
    }

    private static Binding BindText(BindingTarget target, BindingSource source, string name)
    {
        if (target.Type.UnwrapNullable().Is("Microsoft.Extensions.Primitives", "StringValues") && source != BindingSource.Route)
        {
            return new Binding(
                source, name, new ValueParserModel(ValueParserKind.String), IsOptional(target) ? Presence.OptionalTexts : Presence.Texts);
        }

        if (target.Type is IArrayTypeSymbol { Rank: 1 } array && ValueParserRules.Find(array.ElementType) is { } itemParser)
        {
            var problem = source == BindingSource.Route ? BindingProblem.RouteArray : BindingProblem.None;
            return new Binding(source, name, itemParser, Presence.Many, problem);
        }

        return ValueParserRules.Find(target.Type) is { } parser
            ? new Binding(source, name, parser, IsOptional(target) ? Presence.Optional : Presence.Required)
            : new Binding(source, name, Problem: BindingProblem.NotParsable);
    }

    /// <summary>Determines whether the value can be missing. In code without nullable annotations, every reference can.</summary>
    internal static bool IsOptional(BindingTarget target) =>
        target.HasDefault
        || target.AcceptsNull
        || (target.Type.IsReferenceType && target.Type.NullableAnnotation == NullableAnnotation.None);

    private static Binding BindService(BindingTarget target) =>
        new(BindingSource.Service, Problem: target.Type.TypeKind is TypeKind.Class or TypeKind.Interface or TypeKind.Delegate
            || ServiceRules.IsBroadcaster(target.Type)
            ? BindingProblem.None
            : BindingProblem.NotAService);

    private static Binding BindLastEventId(BindingTarget target) => new(
        BindingSource.LastEventId,
        Problem: target.Type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.NotAnnotated }
            ? BindingProblem.None
            : BindingProblem.LastEventId);
}
