using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>Finds mistakes in the type of a body for which System.Text.Json throws an exception at every request.</summary>
internal static class BodyProblems
{
    /// <summary>Returns the mistakes in the type, and in the types of the project that it contains.</summary>
    public static IEnumerable<TypeProblem> Find(ITypeSymbol body, JsonSettings settings) =>
        TypeWalk.From(Parts(body), type => Next(type, settings))
            .Where(JsonAttributes.IsOwnWithoutConverter)
            .Cast<INamedTypeSymbol>()
            .Where(type => !ObjectProblems.IsCollection(type))
            .Select(type => ObjectProblems.Find(type, settings)
                ?? (FindUnreadable(type) is { } problem ? new TypeProblem(type, problem) : null))
            .OfType<TypeProblem>();

    private static IEnumerable<ITypeSymbol> Next(ITypeSymbol type, JsonSettings settings)
    {
        if (!JsonAttributes.IsOwnWithoutConverter(type) || ObjectProblems.IsCollection((INamedTypeSymbol)type))
        {
            return [];
        }

        var named = (INamedTypeSymbol)type;
        var constructor = FindConstructor(named);
        return ObjectMembers.FromSymbols(named, settings).Symbols
            .Where(member => IsRead(member, constructor) && !JsonAttributes.HasConverter(member))
            .SelectMany(member => Parts(member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type))
            .Concat(JsonAttributes.DerivedTypes(named).Select(derived => derived.Type));
    }

    private static bool IsRead(ISymbol member, IMethodSymbol? constructor) =>
        member is IFieldSymbol or IPropertySymbol { SetMethod: not null }
            || (constructor is not null && constructor.Parameters.Any(p => IsNamesake(p, member)));

    private static string? FindUnreadable(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.TypeKind == TypeKind.Interface)
        {
            var derived = JsonAttributes.DerivedTypes(type).ToArray();
            return derived.Length == 0 ? $"'{type.Name}' is abstract. Name the types that derive from it by [JsonDerivedType]"
                : derived.All(d => d.Value is null)
                ? $"the [JsonDerivedType] attributes of '{type.Name}' have no discriminators. Add one to each"
                : null;
        }

        return FindConstructor(type) is not { } constructor
            ? $"System.Text.Json cannot choose a constructor of '{type.Name}'. Mark one with [JsonConstructor]"
            : constructor.Parameters.FirstOrDefault(p => !Members(type).Any(member => IsNamesake(p, member))) is { } parameter
            ? $"the parameter '{parameter.Name}' of the constructor of '{type.Name}' has the name of no member. "
            + "Rename it, or add a property"
            : null;
    }

    /// <summary>Returns the constructor that the serializer calls; null if there is none, or if it is ambiguous.</summary>
    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type)
    {
        var marked = type.InstanceConstructors.FirstOrDefault(JsonAttributes.IsConstructor);
        if (marked is not null)
        {
            return marked;
        }

        var open = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToArray();
        return open.FirstOrDefault(c => c.Parameters.IsEmpty) ?? (open.Length == 1 ? open[0] : null);
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type) =>
        type.SelfAndBases().SelectMany(t => t.GetMembers()).Where(member => member is IPropertySymbol or IFieldSymbol && !member.IsStatic);

    private static bool IsNamesake(IParameterSymbol parameter, ISymbol member) =>
        parameter.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named when EventRules.IsFramework(named) => named.TypeArguments.SelectMany(Parts),
        INamedTypeSymbol named => [named],
        _ => [],
    };
}
