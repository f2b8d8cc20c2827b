using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Generators.Model;
using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>
/// Finds the types of a contract that the compilation already has. If one type of a hierarchy is missing, all of them are generated.
/// Of the framework, only enumerations are used: its objects would need a context of the project in trimmed applications.
/// </summary>
internal static class KnownTypes
{
    private static readonly SymbolDisplayFormat _format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static IEnumerable<KnownType> Find(StreamContract contract, Compilation compilation)
    {
        var finder = new TypeFinder(compilation);
        var found = contract.Types.Select(type => (type.Id, Symbol: finder.Find(type.Id)))
            .Where(pair => pair.Symbol is { } symbol && (symbol.TypeKind == TypeKind.Enum || !IsOfFramework(symbol)))
            .ToDictionary(p => p.Id, p => p.Symbol!);
        bool isRemoved;
        do
        {
            var missing = contract.Types
                .Where(type => type.Base is not null && found.ContainsKey(type.Id) != found.ContainsKey(type.Base))
                .SelectMany(type => new[] { type.Id, type.Base! })
                .ToList();
            isRemoved = missing.Count(found.Remove) > 0;
        }
        while (isRemoved);

        return contract.Types.Where(type => found.ContainsKey(type.Id)).Select(type => new KnownType(
            type.Id,
            found[type.Id].ToDisplayString(_format),
            found[type.Id].IsValueType,
            IsPublic(found[type.Id]),
            HasMetadata: !IsOfFramework(found[type.Id])));
    }

    private static bool IsOfFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" } && type.Locations.All(location => location.IsInMetadata);
    }

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility is Accessibility.Public
            && (named.ContainingType is not { } outer || IsPublic(outer))
            && named.TypeArguments.All(IsPublic),
        _ => true,
    };
}
