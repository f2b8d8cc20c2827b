using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// The ids of what the compiler says about the mere use of a symbol, such as an experimental or obsolete one. It is said where the project uses the
/// symbol; generated code, where the user can suppress nothing, does not repeat it. Most methods have none, so nothing is kept until one is found.
/// </summary>
internal sealed class UsageWarnings
{
    private readonly IAssemblySymbol _home;
    private HashSet<string>? _ids;
    private bool _isObsolete;
    private List<IAssemblySymbol>? _assemblies;

    private UsageWarnings(IAssemblySymbol home) => _home = home;

    /// <summary>Those of what the generated code of a method names, and whether it names something that is obsolete as an error.</summary>
    public static (EquatableArray<string> Ids, bool IsObsolete) Of(AnnotatedMethod method)
    {
        var warnings = new UsageWarnings(method.Symbol.ContainingAssembly);
        warnings.Visit(method);
        return (warnings._ids?.ToEquatableArray() ?? default, warnings._isObsolete);
    }

    private void Visit(AnnotatedMethod method)
    {
        Visit(method.Symbol);
        VisitAttributes(method.Symbol);
        for (var type = method.Symbol.ContainingType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            VisitAttributes(type);
        }

        foreach (var parameter in method.Parameters)
        {
            VisitType(parameter.Type);
            foreach (var value in parameter.Binding.Parts is null ? [] : parameter.Values)
            {
                VisitType(value.Type);
                Visit(value.Target.Symbol);
            }
        }

        if (method.Shape?.Payload is { } payload)
        {
            VisitType(payload);
            foreach (var type in method.Events)
            {
                VisitType(type);
            }
        }

        if (!method.Symbol.IsStatic && ConstructorRules.Choose(method.Symbol.ContainingType) is { } constructor)
        {
            VisitOnly(constructor);
            foreach (var parameter in constructor.Parameters)
            {
                VisitType(parameter.Type);
            }
        }
    }

    /// <summary>The types and values that become metadata.</summary>
    private void VisitAttributes(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute is { AttributeClass: { } type, AttributeConstructor: { } constructor } && !type.ContainingNamespace.IsNamed(KnownNamespaces.Sse))
            {
                VisitType(type);
                VisitOnly(constructor);
                foreach (var value in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)))
                {
                    Visit(value);
                }
            }
        }
    }

    private void Visit(TypedConstant constant)
    {
        switch (constant)
        {
            case { Kind: TypedConstantKind.Array, IsNull: false }:
                foreach (var item in constant.Values)
                {
                    Visit(item);
                }

                break;
            case { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }:
                VisitType(type);
                break;
            case { Kind: TypedConstantKind.Enum, Type: { } type, Value: { } value }:
                VisitType(type);
                foreach (var member in type.GetMembers().Where(m => m is IFieldSymbol { HasConstantValue: true } field && value.Equals(field.ConstantValue)))
                {
                    VisitOnly(member);
                }

                break;
            default:
                break;
        }
    }

    private void VisitType(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            VisitType(array.ElementType);
        }
        else if (type is INamedTypeSymbol { SpecialType: SpecialType.None or SpecialType.System_Nullable_T } named)
        {
            Visit(named);
            foreach (var argument in named.TypeArguments)
            {
                VisitType(argument);
            }
        }
    }

    /// <summary>With the types around it, and the assembly where it is another's: what a project says of itself holds for its generated code too.</summary>
    private void Visit(ISymbol symbol)
    {
        for (var current = symbol; current is not null; current = current.ContainingType)
        {
            VisitOnly(current);
        }

        if (symbol.ContainingAssembly is { } assembly
            && !SymbolEqualityComparer.Default.Equals(assembly, _home)
            && _assemblies?.Contains(assembly, SymbolEqualityComparer.Default) is not true)
        {
            (_assemblies ??= []).Add(assembly);
            VisitOnly(assembly);
            VisitOnly(symbol.ContainingModule);
        }
    }

    private void VisitOnly(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            _isObsolete |= ObsoleteRules.IsObsoleteAsError(attribute);
            if (Find(attribute) is { Length: > 0 } id)
            {
                (_ids ??= []).Add(SyntaxFacts.IsValidIdentifier(id) ? id : WarningIds.All);
            }
        }
    }

    private static string? Find(AttributeData attribute) => attribute.AttributeClass?.Name switch
    {
        "ExperimentalAttribute" when attribute.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute") => attribute.FirstText(),
        "RequiresPreviewFeaturesAttribute" when attribute.AttributeClass.Is("System.Runtime.Versioning", "RequiresPreviewFeaturesAttribute") => "CA2252",
        "ObsoleteAttribute" when !ObsoleteRules.IsObsoleteAsError(attribute) && attribute.AttributeClass.Is("System", "ObsoleteAttribute") => attribute.Property("DiagnosticId") as string,
        _ => null,
    };
}
