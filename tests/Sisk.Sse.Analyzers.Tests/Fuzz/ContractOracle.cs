using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Analyzers.Tests.Fuzz;

/// <summary>The rule that what is read from syntax is what the compiler's symbols say.</summary>
internal static class ContractOracle
{
    private static readonly JsonSettings _settings = new("CamelCase", HasTextEnums: false);

    /// <summary>Null where it holds for every type of a project that compiles.</summary>
    public static string? Check(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .SelectMany(tree => Types(tree, compilation.GetSemanticModel(tree), cancellationToken))
        .Select(type => Check(type, compilation))
        .FirstOrDefault(failure => failure is not null);

    private static IEnumerable<INamedTypeSymbol> Types(SyntaxTree tree, SemanticModel model, CancellationToken cancellationToken) => tree
        .GetRoot(cancellationToken)
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>()
        .Select(declaration => model.GetDeclaredSymbol(declaration, cancellationToken))
        .OfType<INamedTypeSymbol>();

    private static string? Check(INamedTypeSymbol type, Compilation compilation)
    {
        if (!SymbolEqualityComparer.Default.Equals(DeclaredBase.Of(type), type.BaseType))
        {
            return $"base: {type} has {type.BaseType}, and its syntax says {DeclaredBase.Of(type)}";
        }

        return ObjectMembers.Find(type, _settings) is { Properties: not null } found
            && !Properties(type, found, compilation).SequenceEqual(
                Properties(type, ObjectMembers.FromSymbols(type, _settings), compilation))
            ? $"members: those of {type} are not what its syntax says"
            : null;
    }

    private static IEnumerable<object> Properties(INamedTypeSymbol type, ObjectMembers members, Compilation compilation) =>
        ObjectParser.Parse(type, "id", members, new TypeParser(_settings, compilation)).Properties;
}
