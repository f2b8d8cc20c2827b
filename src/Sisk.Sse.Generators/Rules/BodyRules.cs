using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for the request's body, which one parameter of a POST reads.</summary>
internal static class BodyRules
{
    private const string Serialization = "System.Text.Json.Serialization";

    public static Binding Bind(BindingTarget target, BindingSource source, bool hasBody, bool allowsEmpty = false) => new(
        source,
        Presence: allowsEmpty || BindingRules.IsOptional(target) ? Presence.Optional : Presence.Required,
        Problem: hasBody ? BindingProblem.None : BindingProblem.BodyOfGet);

    /// <summary>Determines whether an attribute is <c>[FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)]</c>.</summary>
    public static bool AllowsEmpty(AttributeData attribute) => attribute.Property("EmptyBodyBehavior") is 1;

    /// <summary>Determines whether a type can be deserialized. An interface or an abstract class needs an attribute.</summary>
    public static bool CanBeRead(ITypeSymbol type) => type switch
    {
        { IsRefLikeType: true } => false,
        { TypeKind: TypeKind.Struct or TypeKind.Array } => true,
        { TypeKind: TypeKind.Class, IsAbstract: false } => true,
        { TypeKind: TypeKind.Class or TypeKind.Interface } => SaysHowToRead(type),
        _ => false,
    };

    /// <summary>Determines whether a type can be a service. Structs and arrays cannot.</summary>
    public static bool CanBeService(ITypeSymbol type) => type.TypeKind is TypeKind.Class or TypeKind.Interface;

    /// <summary>Marks the second parameter that reads the body as invalid, since the first leaves nothing to read.</summary>
    public static IReadOnlyList<BoundParameter> RefuseSecond(IReadOnlyList<BoundParameter> parameters)
    {
        var first = parameters.SelectMany(p => p.Values).FirstOrDefault(ReadsBody);
        return first is null ? parameters : [.. parameters.Select(p => RefuseUnless(first, p))];
    }

    private static BoundParameter RefuseUnless(BoundParameter first, BoundParameter parameter) =>
        parameter.Values.Any(v => ReadsBody(v) && !ReferenceEquals(v, first))
            ? parameter with { Binding = parameter.Binding with { Problem = BindingProblem.SecondBody } }
            : parameter;

    /// <summary>Determines whether the parameter is certain to read the body, whatever services there are.</summary>
    public static bool ReadsBody(BoundParameter parameter) =>
        parameter.Binding.Source is BindingSource.Body or BindingSource.BodyStream or BindingSource.BodyReader;

    /// <summary>Determines whether an attribute of the type specifies how it is read from JSON.</summary>
    public static bool SaysHowToRead(ITypeSymbol type) => type.GetAttributes().Any(SaysHow);

    private static bool SaysHow(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "JsonPolymorphicAttribute" or "JsonDerivedTypeAttribute" or "JsonConverterAttribute" } type
        && type.ContainingNamespace.IsNamed(Serialization);
}
