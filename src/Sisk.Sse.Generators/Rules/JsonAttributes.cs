using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts.Json;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Reads the attributes of System.Text.Json.</summary>
internal static class JsonAttributes
{
    /// <summary>The values of <c>JsonIgnoreCondition</c>.</summary>
    public const int Never = 0;
    public const int Always = 1;
    public const int WhenNull = 3;
    public const int WhenReading = 5;

    private const string Namespace = "System.Text.Json.Serialization";
    private const string TextEnumConverter = "JsonStringEnumConverter";

    public static string? FindName(ISymbol member) => member.FindAttribute(Namespace, "JsonPropertyNameAttribute")?.FirstText();

    public static string? FindEnumName(IFieldSymbol member) =>
        member.FindAttribute(Namespace, "JsonStringEnumMemberNameAttribute")?.FirstText();

    public static bool IsIncluded(ISymbol member) => member.FindAttribute(Namespace, "JsonIncludeAttribute") is not null;

    /// <summary>Determines whether a body must have the member. It need not if a constructor sets all <c>required</c> members.</summary>
    public static bool IsMandatory(ISymbol member, INamedTypeSymbol type) =>
        (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }
            && !type.InstanceConstructors.Any(ConstructorRules.SetsRequiredMembers))
        || member.FindAttribute(Namespace, "JsonRequiredAttribute") is not null;

    /// <summary>
    /// Returns the condition under which the member is left out; null if it is always written. Extension data is never a member itself.
    /// </summary>
    public static int? FindIgnoreCondition(ISymbol member)
    {
        if (member.FindAttribute(Namespace, "JsonExtensionDataAttribute") is not null)
        {
            return Always;
        }

        var attribute = member.FindAttribute(Namespace, "JsonIgnoreAttribute");
        return attribute is null ? null : attribute.Property("Condition") as int? switch
        {
            null => Always,
            Never or WhenReading => null,
            var condition => condition,
        };
    }

    /// <summary>Determines whether an attribute of the member replaces the setting that leaves out members.</summary>
    public static bool HasIgnoreCondition(ISymbol member) => member.FindAttribute(Namespace, "JsonIgnoreAttribute") is not null;

    /// <summary>Returns the <c>JsonNumberHandling</c> of a member; null if the options decide.</summary>
    /// <param name="member">The member.</param>
    /// <param name="type">The type that is written, not the base that declares the member.</param>
    public static int? FindNumberHandling(ISymbol member, INamedTypeSymbol type) => FindNumberHandling(member) ?? FindNumberHandling(type);

    /// <summary>Returns the <c>JsonNumberHandling</c> of a type or member; null if there is none.</summary>
    public static int? FindNumberHandling(ISymbol symbol) =>
        symbol.FindAttribute(Namespace, "JsonNumberHandlingAttribute")?.ConstructorArguments is [{ Value: int handling }] ? handling : null;

    /// <summary>Determines whether a type or member names its converter, which alone knows its JSON.</summary>
    public static bool HasConverter(ISymbol symbol) => FindConverter(symbol) is not null;

    /// <summary>Determines whether the project declares the type, and no converter for it.</summary>
    public static bool IsOwnWithoutConverter(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface }
        && type.Locations.Any(location => location.IsInSource)
        && !HasConverter(type);

    /// <summary>Returns the type of the converter, or that of an attribute that creates one; null without a converter.</summary>
    public static INamedTypeSymbol? FindConverter(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.SelfAndBases().Any(t => t.Is(Namespace, "JsonConverterAttribute")))
            {
                return attribute.ConstructorArguments is [{ Value: INamedTypeSymbol converter }] ? converter : type;
            }
        }

        return null;
    }

    /// <summary>Determines whether the converter writes the names of an enumeration as they are.</summary>
    public static bool IsTextEnumConverter(INamedTypeSymbol converter) =>
        converter.Name == TextEnumConverter && converter.ContainingNamespace.IsNamed(Namespace);

    /// <summary>Determines whether an enumeration has a converter whose JSON is unknown.</summary>
    public static bool HasForeignConverter(INamedTypeSymbol type) =>
        FindConverter(type) is { } converter && !IsTextEnumConverter(converter);

    /// <summary>Returns the types of <c>[JsonDerivedType]</c>, with the JSON of their discriminators.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, string? Value)> DerivedTypes(INamedTypeSymbol type) =>
        type.GetAttributes() is { IsEmpty: false } attributes ? DerivedTypes(attributes) : [];

    private static IEnumerable<(INamedTypeSymbol Type, string? Value)> DerivedTypes(ImmutableArray<AttributeData> attributes) =>
        from attribute in attributes
        where attribute.AttributeClass.Is(Namespace, "JsonDerivedTypeAttribute")
        where attribute.ConstructorArguments is [{ Value: INamedTypeSymbol }, ..]
        let value = attribute.ConstructorArguments is [_, var second] ? second.Value : null
        select ((INamedTypeSymbol)attribute.ConstructorArguments[0].Value!, value switch
        {
            string text => JsonText.Quote(text),
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        });

    public static bool IsConstructor(IMethodSymbol method) => method.FindAttribute(Namespace, "JsonConstructorAttribute") is not null;

    public static bool IsPolymorphic(ITypeSymbol type) => type.FindAttribute(Namespace, "JsonPolymorphicAttribute") is not null;

    /// <summary>Determines whether values of unknown types are written as the nearest known type.</summary>
    public static bool FallsBackToAncestor(INamedTypeSymbol type) =>
        type.FindAttribute(Namespace, "JsonPolymorphicAttribute")?.Property("UnknownDerivedTypeHandling") is 2;

    /// <summary>Returns the name of the discriminator property.</summary>
    public static string FindDiscriminator(INamedTypeSymbol type) =>
        type.FindAttribute(Namespace, "JsonPolymorphicAttribute")?.Property("TypeDiscriminatorPropertyName") as string ?? "$type";
}
