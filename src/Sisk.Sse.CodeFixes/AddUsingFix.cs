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
        if (node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables.Count: 1 } declaration)
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
}
