using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The data annotations of parameters and of the types that are bound to them, as <c>AddValidation()</c> reads them.</summary>
internal static class ValidationRules
{
    private const string Annotations = "System.ComponentModel.DataAnnotations";

    /// <summary>Returns the rules of a parameter, or of a member of one.</summary>
    public static IEnumerable<AttributeData> Of(BindingTarget target) =>
        target.Attributes.Any(IsSkip) ? [] : target.Attributes.Where(IsRule);

    /// <summary>Determines whether the members of the value can have rules.</summary>
    public static bool HasMembers(BindingTarget target) =>
        target.Type.UnwrapNullable() is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum } && !target.Attributes.Any(IsSkip);

    /// <summary>Determines whether a value that is assembled from others has rules as a whole.</summary>
    public static bool IsWholeValidated(BindingTarget target) =>
        !target.Attributes.Any(IsSkip) && (IsValidatable(target.Type) || OfType(target.Type).Any());

    /// <summary>Returns the rules that a type and its bases have as a whole.</summary>
    public static IEnumerable<AttributeData> OfType(ITypeSymbol type) =>
        ((INamedTypeSymbol)type).SelfAndBases().SelectMany(t => t.GetAttributes()).Where(IsRule);

    /// <summary>Returns the name from <c>[Display]</c>, unless it is in resources.</summary>
    public static string? DisplayName(BindingTarget target) =>
        target.Attributes.FirstOrDefault(a => a.AttributeClass.Is(Annotations, "DisplayAttribute")) is { } display
        && display.Property("ResourceType") is null
            ? display.Property("Name") as string
            : null;

    /// <summary>
    /// Returns the type, or the type of a collection's items, if it or a type that can be reached from it has rules. Null for any other
    /// type.
    /// </summary>
    public static ITypeSymbol? FindAnnotated(ITypeSymbol type)
    {
        var item = ItemOf(type.UnwrapNullable());
        return TypeWalk.From([item], next => Properties(next).SelectMany(p => TypeWalk.PartsOf(p.Type))).Any(IsAnnotated) ? item : null;
    }

    private static ITypeSymbol ItemOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => type,
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol named => named.AllInterfaces.Prepend(named)
            .Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            .Select(i => i.TypeArguments[0])
            .FirstOrDefault() ?? type,
        _ => type,
    };

    private static bool IsAnnotated(ITypeSymbol type) =>
        IsOwn(type)
        && (IsValidatable(type)
            || OfType(type).Any()
            || Properties(type).Any(p => p.GetAttributes().Any(IsRule))
            || ((INamedTypeSymbol)type).InstanceConstructors.Any(c => c.Parameters.Any(p => p.GetAttributes().Any(IsRule))));

    private static bool IsValidatable(ITypeSymbol type) => type.AllInterfaces.Any(i => i.Is(Annotations, "IValidatableObject"));

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type) => IsOwn(type)
        ? ((INamedTypeSymbol)type).SelfAndBases().SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
                && !p.GetAttributes().Any(IsSkip))
        : [];

    /// <summary>Determines whether a type can have rules. Types of the framework have none.</summary>
    private static bool IsOwn(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } && !type.IsImportedSigned();

    private static bool IsRule(AttributeData attribute) =>
        attribute.AttributeClass?.SelfAndBases().Any(t => t.Is(Annotations, "ValidationAttribute")) is true;

    private static bool IsSkip(AttributeData attribute) =>
        attribute.AttributeClass.Is("Microsoft.Extensions.Validation", "SkipValidationAttribute");
}
