using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the attributes that become an endpoint's metadata.</summary>
internal static class AttributeParser
{
    /// <summary>Returns those of a class and what it inherits: <c>[Authorize]</c> on a base class counts.</summary>
    public static IReadOnlyList<AttributeModel> Parse(INamedTypeSymbol type, Compilation compilation) =>
        Parse([.. type.SelfAndBases()], compilation);

    /// <summary>Returns those of a method and of what it overrides.</summary>
    public static IReadOnlyList<AttributeModel> Parse(IMethodSymbol method, Compilation compilation) =>
        Parse(method.IsOverride ? [.. Overridden(method)] : [method], compilation);

    private static List<AttributeModel> Parse(IReadOnlyList<ISymbol> chain, Compilation compilation)
    {
        var models = new List<AttributeModel>();
        foreach (var attribute in Inherited(chain))
        {
            if (IsMetadata(attribute, compilation))
            {
                models.Add(Parse(attribute));
            }
        }

        return models;
    }

    /// <summary>Reads an attribute that generated code can write down.</summary>
    public static AttributeModel Parse(AttributeData attribute) => new(
        TypeNames.Bare(attribute.AttributeClass!),
        attribute.AttributeClass.Is(KnownNamespaces.Sse, "EventHistoryAttribute"),
        attribute.ConstructorArguments.Select(ConstantParser.Parse).ToEquatableArray(),
        attribute.NamedArguments.Select(Parse).ToEquatableArray());

    /// <summary>Reads the settings of a route attribute, by the names of the parameters that the runtime takes them by.</summary>
    public static EquatableArray<NamedConstantModel> ParseSettings(AttributeData attribute) => attribute.NamedArguments
        .Where(a => a.Key is "End" or "Overflow" or "PingIntervalSeconds" or "MaxQueuedEvents" or "MaxQueuedBytes" or "Resumable" or "ResumeWindowSeconds")
        .OrderBy(a => a.Key, StringComparer.Ordinal)
        .Select(a => new NamedConstantModel(char.ToLowerInvariant(a.Key[0]) + a.Key.Substring(1), ConstantParser.Parse(a.Value)))
        .ToEquatableArray();

    private static NamedConstantModel Parse(KeyValuePair<string, TypedConstant> argument) =>
        new(Keywords.Escape(argument.Key), ConstantParser.Parse(argument.Value));

    /// <summary>Returns the attributes of a chain of symbols, the most derived first in it, as reflection inherits them.</summary>
    private static IReadOnlyList<AttributeData> Inherited(IReadOnlyList<ISymbol> chain)
    {
        if (chain.Count == 1)
        {
            return chain[0].GetAttributes();
        }

        var attributes = new List<AttributeData>(chain[0].GetAttributes());
        foreach (var ancestor in chain.Skip(1))
        {
            var inherited = ancestor.GetAttributes().Where(a => a.AttributeClass is { } type && IsInherited(type, attributes)).ToList();
            attributes.InsertRange(0, inherited);
        }

        return attributes;
    }

    private static bool IsInherited(INamedTypeSymbol type, List<AttributeData> derived)
    {
        var usage = type.SelfAndBases()
            .Select(t => t.FindAttribute("System", "AttributeUsageAttribute"))
            .FirstOrDefault(a => a is not null);
        if (usage?.Property("Inherited") is false)
        {
            return false;
        }

        var isReplaced = derived.Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, type));
        return usage?.Property("AllowMultiple") is true || !isReplaced;
    }

    private static IEnumerable<ISymbol> Overridden(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }

    private static bool IsMetadata(AttributeData attribute, Compilation compilation) =>
        IsMeant(attribute) && CanBeWritten(attribute, compilation);

    /// <summary>Determines whether an attribute would be metadata if generated code could write it down.</summary>
    public static bool IsHidden(AttributeData attribute, Compilation compilation) =>
        IsMeant(attribute) && !CanBeWritten(attribute, compilation);

    private static bool IsMeant(AttributeData attribute) =>
        attribute is { AttributeClass: { TypeKind: not TypeKind.Error } type, AttributeConstructor: not null }
        && !IsForTools(type)
        && (!type.ContainingNamespace.IsNamed(KnownNamespaces.Sse) || type.Name is "EventHistoryAttribute");

    /// <summary>Determines whether generated code can create the attribute.</summary>
    public static bool CanBeWritten(AttributeData attribute, Compilation compilation) =>
        attribute is { AttributeClass: { } type, AttributeConstructor: { } constructor }
        && CanBeNamed(type, compilation)
        && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
        && compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly)
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).All(
            value => CanBeWritten(value, compilation));

    /// <summary>Determines whether generated code can name the types that the value names.</summary>
    private static bool CanBeWritten(TypedConstant value, Compilation compilation) => value switch
    {
        { IsNull: true } => true,
        { Kind: TypedConstantKind.Array } => value.Values.All(item => CanBeWritten(item, compilation)),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => CanBeNamed(type, compilation),
        { Kind: TypedConstantKind.Enum, Type: { } type } => CanBeNamed(type, compilation),
        _ => true,
    };

    private static bool CanBeNamed(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => CanBeNamed(array.ElementType, compilation),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        INamedTypeSymbol { IsUnboundGenericType: true } => AccessRules.IsAccessible(type.OriginalDefinition, compilation.Assembly),
        _ => type.SpecialType != SpecialType.None || AccessRules.IsAccessible(type, compilation.Assembly),
    };

    /// <summary>Attributes that speak to the compiler, to analyzers or to the debugger, and mean nothing to a request.</summary>
    private static bool IsForTools(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsNamed("System")
        || type.ContainingNamespace.IsNamed("System.Diagnostics", orNested: true)
        || type.ContainingNamespace.IsNamed("System.Reflection")
        || type.ContainingNamespace.IsNamed("System.Runtime", orNested: true)
        || type.FindAttribute("System.Diagnostics", "ConditionalAttribute") is not null;
}
