using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Adds the parameter that a route or an identifier names, before a token and before optional parameters.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddParameterFix() : DocumentFix([DiagnosticIds.RouteParameter, DiagnosticIds.IdentifierParameter], "Add the parameter")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Parameter, out var name)
            || !SyntaxFacts.IsValidIdentifier(name)
            || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || !Signatures.CanChange(method, model, token)
            || IsTaken(name!, method))
        {
            return null;
        }

        var type = diagnostic.Properties.TryGetValue(DiagnosticProperties.ParameterType, out var constraint) ? constraint! : "string";
        var parameter = SyntaxFactory
            .Parameter(Identifier(name!))
            .WithType(SyntaxFactory
                .ParseTypeName(type)
                .WithTrailingTrivia(SyntaxFactory.Space)
                .WithAdditionalAnnotations(Simplifier.Annotation));
        var parameters = method.ParameterList.Parameters;
        var index = parameters.TakeWhile(p => ParameterLists.IsRequired(p) && !IsToken(p, model, token)).Count();
        var changed = method.ParameterList.WithParameters(ParameterLists.Insert(parameters, index, parameter));
        return node.SyntaxTree.GetRoot(token).ReplaceNode(method.ParameterList, changed);
    }

    /// <summary>Determines whether another parameter or a variable in the body has the name.</summary>
    private static bool IsTaken(string name, MethodDeclarationSyntax method) => method.DescendantNodes().Any(node => name == node switch
    {
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        CatchDeclarationSyntax exception => exception.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    });

    private static SyntaxToken Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
        ? SyntaxFactory.Identifier(name)
        : SyntaxFactory.VerbatimIdentifier(default, name, name, default);

    private static bool IsToken(ParameterSyntax parameter, SemanticModel model, CancellationToken token) =>
        model.GetDeclaredSymbol(parameter, token)?.Type.Name == "CancellationToken";
}
