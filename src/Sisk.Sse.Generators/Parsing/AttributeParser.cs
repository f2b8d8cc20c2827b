using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the attributes that become metadata of an endpoint.</summary>
internal static class AttributeParser
{
    /// <summary>Returns the attributes of a class, including inherited ones, such as <c>[Authorize]</c> on a base class.</summary>
    public static IReadOnlyList<AttributeModel> Parse(INamedTypeSymbol type, Compilation compilation) =>
        Parse([.. type.SelfAndBases()], compilation);

    /// <summary>Returns the attributes of a method, including those of the methods that it overrides.</summary>
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

    /// <summary>Reads an attribute that generated code can create.</summary>
    public static AttributeModel Parse(AttributeData attribute) => new(
        TypeNames.Bare(attribute.AttributeClass!),
        attribute.AttributeClass.Is(KnownNamespaces.Sse, "EventHistoryAttribute"),
        attribute.ConstructorArguments.Select(ConstantParser.Parse).ToEquatableArray(),
        attribute.NamedArguments.Select(Parse).ToEquatableArray());

    /// <summary>Reads the settings of a route attribute, under the names of the runtime's parameters.</summary>
    public static EquatableArray<NamedConstantModel> ParseSettings(AttributeData attribute) => attribute.NamedArguments
        .Where(a => a.Key is "End" or "Overflow" or "PingIntervalSeconds" or "MaxQueuedEvents" or "MaxQueuedBytes"
            or "Resumable" or "ResumeWindowSeconds")
        .OrderBy(a => a.Key, StringComparer.Ordinal)
        .Select(a => new NamedConstantModel(char.ToLowerInvariant(a.Key[0]) + a.Key.Substring(1), ConstantParser.Parse(a.Value)))
        .ToEquatableArray();

    private static NamedConstantModel Parse(KeyValuePair<string, TypedConstant> argument) =>
        new(Keywords.Escape(argument.Key), ConstantParser.Parse(argument.Value));

    /// <summary>
    /// Returns the attributes of a chain of symbols by the rules of reflection. The most derived symbol is first in the chain.
    /// </summary>
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

    /// <summary>Determines whether an attribute is left out of the metadata only because generated code cannot create it.</summary>
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

    /// <summary>Determines whether generated code can use the types in a value.</summary>
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

    /// <summary>Determines whether an attribute is meant for the compiler, analyzers or the debugger, and not for requests.</summary>
    private static bool IsForTools(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsNamed("System")
        || type.ContainingNamespace.IsNamed("System.Diagnostics", orNested: true)
        || type.ContainingNamespace.IsNamed("System.Reflection")
        || type.ContainingNamespace.IsNamed("System.Runtime", orNested: true)
        || type.FindAttribute("System.Diagnostics", "ConditionalAttribute") is not null;
}
