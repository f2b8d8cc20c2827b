using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Collects the ids of warnings that the compiler reports for any use of a symbol, such as an experimental or obsolete one. Most methods
/// have none, so nothing is allocated until one is found.
/// </summary>
/// <param name="home">The assembly of the code that uses the symbols.</param>
internal sealed class SymbolWarnings(IAssemblySymbol home)
{
    private HashSet<string>? _ids;
    private List<IAssemblySymbol>? _assemblies;

    public EquatableArray<string> Ids => _ids?.ToEquatableArray() ?? default;

    /// <summary>Gets a value indicating whether a symbol is obsolete as an error, so that only obsolete code can use it.</summary>
    public bool IsObsolete { get; private set; }

    /// <summary>Determines whether a symbol can be used without a warning.</summary>
    public static bool IsSilent(ISymbol symbol) =>
        !symbol.GetAttributes().Any(attribute => FindId(attribute) is not null || ObsoleteRules.IsObsoleteAsError(attribute));

    public void AddType(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            AddType(array.ElementType);
        }
        else if (type is INamedTypeSymbol { SpecialType: SpecialType.None or SpecialType.System_Nullable_T } named)
        {
            AddWithContainers(named);
            foreach (var argument in named.TypeArguments)
            {
                AddType(argument);
            }
        }
    }

    /// <summary>
    /// Adds a symbol with its containing types, and its assembly if that is not <c>home</c>. The attributes of the project's own assembly
    /// do not cause warnings in its generated code.
    /// </summary>
    public void AddWithContainers(ISymbol symbol)
    {
        for (var current = symbol; current is not null; current = current.ContainingType)
        {
            Add(current);
        }

        if (symbol.ContainingAssembly is { } assembly
            && !SymbolEqualityComparer.Default.Equals(assembly, home)
            && _assemblies?.Contains(assembly, SymbolEqualityComparer.Default) is not true)
        {
            (_assemblies ??= []).Add(assembly);
            Add(assembly);
            Add(symbol.ContainingModule);
        }
    }

    /// <summary>Adds a property, with its accessors, or a field.</summary>
    public void AddMember(INamedTypeSymbol type, string name)
    {
        if (type.SelfAndBases().SelectMany(t => t.GetMembers(name)).FirstOrDefault() is not { } member)
        {
            return;
        }

        Add(member);
        if (member is IPropertySymbol property)
        {
            AddAll(property.GetMethod, property.SetMethod);
        }
    }

    /// <summary>Adds a symbol without its containing types.</summary>
    public void Add(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            IsObsolete |= ObsoleteRules.IsObsoleteAsError(attribute);
            if (FindId(attribute) is { Length: > 0 } id)
            {
                (_ids ??= []).Add(SyntaxFacts.IsValidIdentifier(id) ? id : WarningIds.All);
            }
        }
    }

    private void AddAll(params ISymbol?[] symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is not null)
            {
                Add(symbol);
            }
        }
    }

    private static string? FindId(AttributeData attribute) => attribute.AttributeClass?.Name switch
    {
        "ExperimentalAttribute" when attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute") =>
            attribute.FirstText(),
        "RequiresPreviewFeaturesAttribute"
            when attribute.AttributeClass.Is("System.Runtime.Versioning", "RequiresPreviewFeaturesAttribute") => "CA2252",
        "ObsoleteAttribute" when !ObsoleteRules.IsObsoleteAsError(attribute)
            && attribute.AttributeClass.Is("System", "ObsoleteAttribute") => attribute.Property("DiagnosticId") as string,
        _ => null,
    };
}
