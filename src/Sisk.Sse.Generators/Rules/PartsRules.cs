using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// The rules for <c>[AsParameters]</c>. A type with a single constructor, such as a record, is created by it. Any other type is created by
/// setting its properties. The implicit constructor of a struct does not count.
/// </summary>
internal static class PartsRules
{
    public static Binding Bind(BindingTarget target, BindingContext context)
    {
        if (target.AcceptsNull)
        {
            return Fail(BindingProblem.NullableParts);
        }

        if (target.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } type
            || FindMembers(type, context) is not { } parts)
        {
            return Fail(BindingProblem.NoParts);
        }

        return parts.Members.Any(m => m.Binding.Source == BindingSource.Parts)
            ? Fail(BindingProblem.NestedParts)
            : new Binding(BindingSource.Parts, Parts: parts);
    }

    private static Binding Fail(BindingProblem problem) => new(BindingSource.Parts, Problem: problem);

    private static BindingParts? FindMembers(INamedTypeSymbol type, BindingContext context)
    {
        var properties = type.SelfAndBases()
            .SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(p => p is { IsStatic: false, IsIndexer: false } && AccessRules.IsAccessible(p, context.Home))
            .GroupBy(p => p.Name, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToList();
        var constructors = type.InstanceConstructors
            .Where(c => AccessRules.IsAccessible(c, context.Home) && !ConstructorRules.IsCopy(c)
                && !(type.IsValueType && c.IsImplicitlyDeclared))
            .ToList();
        if (constructors is [{ Parameters.Length: > 0 } only] && ByConstructor(only, properties, context) is { } parts)
        {
            return parts;
        }

        var empty = constructors.Find(c => c.Parameters.IsEmpty);
        return (empty is not null || type.IsValueType)
            && ((empty is not null && ConstructorRules.SetsRequiredMembers(empty)) || !HasRequiredField(type))
            ? new BindingParts([.. properties.Where(p => IsSettable(p, context.Home)).Select(p => Bind(p, context))], ByConstructor: false)
            : null;
    }

    private static BindingParts? ByConstructor(IMethodSymbol constructor, List<IPropertySymbol> properties, BindingContext context)
    {
        var members = new List<BoundParameter>();
        foreach (var parameter in constructor.Parameters)
        {
            var property = properties.Find(p =>
                string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(p.Type, parameter.Type)
                && IsReadable(p, context.Home));
            if (property is null)
            {
                return null;
            }

            members.Add(Bind(parameter, property.Name, [.. parameter.GetAttributes(), .. property.GetAttributes()], context));
        }

        // The constructor call could not set required members that are not parameters.
        var leavesOut = !ConstructorRules.SetsRequiredMembers(constructor)
            && (properties.Exists(p => p.IsRequired) || HasRequiredField(constructor.ContainingType));
        return leavesOut ? null : new BindingParts(members, ByConstructor: true);
    }

    private static bool HasRequiredField(INamedTypeSymbol type) =>
        type.SelfAndBases().SelectMany(t => t.GetMembers()).Any(member => member is IFieldSymbol { IsRequired: true });

    private static BoundParameter Bind(IPropertySymbol property, BindingContext context) =>
        Bind(property, property.Name, property.GetAttributes(), context);

    private static BoundParameter Bind(
        ISymbol symbol, string wireName, IReadOnlyList<AttributeData> attributes, BindingContext context)
    {
        var type = symbol is IParameterSymbol parameter ? parameter.Type : ((IPropertySymbol)symbol).Type;
        var target = new BindingTarget(symbol, context.ChooseName(symbol.Name), wireName, BindingTarget.Read(type), attributes)
        {
            IsReadable = symbol is not IPropertySymbol property || IsReadable(property, context.Home),
        };
        return attributes.Any(a => a.AttributeClass.Is(KnownNamespaces.Http, "AsParametersAttribute"))
            ? new BoundParameter(target, new Binding(BindingSource.Parts))
            : BindingRules.Bind(target, context);
    }

    /// <summary>Determines whether a property can be read, as keys are after the filters have run.</summary>
    private static bool IsReadable(IPropertySymbol property, IAssemblySymbol home) =>
        property.GetMethod is { } getter && AccessRules.IsAccessible(getter, home);

    private static bool IsSettable(IPropertySymbol property, IAssemblySymbol home) =>
        property.SetMethod is { } setter && AccessRules.IsAccessible(setter, home);
}
