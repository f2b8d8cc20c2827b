using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Declares the source with <c>using</c>, or <c>await using</c> in an async function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddUsingFix() : DocumentFix([DiagnosticIds.NotClosed], "Declare it with 'using'")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables: [var variable] } declaration
            || declaration.Parent is SwitchSectionSyntax
            || IsWritten(variable, declaration.Parent!))
        {
            return null;
        }

        var changed = declaration
            .WithoutLeadingTrivia()
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        if (model.GetEnclosingSymbol(node.SpanStart, token) is IMethodSymbol { IsAsync: true })
        {
            changed = changed.WithAwaitKeyword(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        }

        return node.SyntaxTree.GetRoot(token).ReplaceNode(declaration, changed.WithLeadingTrivia(declaration.GetLeadingTrivia()));
    }

    /// <summary>Determines whether the variable is assigned again, which the language forbids with <c>using</c>.</summary>
    private static bool IsWritten(VariableDeclaratorSyntax variable, SyntaxNode scope) =>
        scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == variable.Identifier.ValueText
            && name.Parent switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left == name,
                ArgumentSyntax argument => argument.Parent is TupleExpressionSyntax || !argument.RefKindKeyword.IsKind(SyntaxKind.None),
                _ => false,
            });
}
