using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Client.Generators.Model;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>Reads a class that is marked as a client.</summary>
internal static class TargetParser
{
    public static ClientTarget Parse(GeneratorAttributeSyntaxContext found)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)found.TargetNode;
        var argument = found.Attributes[0].ConstructorArguments.FirstOrDefault();
        return new ClientTarget(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            (SyntaxFacts.GetKeywordKind(type.Name) == SyntaxKind.None ? "" : "@") + type.Name,
            type.DeclaredAccessibility == Accessibility.Public,
            CanExtend(declaration, type),
            argument.Value as string,
            (argument.Value as INamedTypeSymbol)?.ContainingAssembly?.Identity.Name,
            Place.Of(declaration.Identifier.GetLocation()));
    }

    /// <summary>
    /// Determines whether generated code can add a constructor. One beside a parameter list, which any part can have, would have to call
    /// it. No other file sees a class that is local to its file.
    /// </summary>
    private static bool CanExtend(TypeDeclarationSyntax declaration, INamedTypeSymbol type) =>
        declaration is ClassDeclarationSyntax
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
        && type is { ContainingType: null, IsGenericType: false, IsStatic: false, IsFileLocal: false }
        && !type.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is ClassDeclarationSyntax { ParameterList: not null });
}
