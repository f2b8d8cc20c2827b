using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Writes the template that the diagnostic proposes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class RouteTextFix() : DocumentFix(
    [DiagnosticIds.RouteConstraint, DiagnosticIds.ConstraintType, DiagnosticIds.LiteralRouteText, DiagnosticIds.IdentifierParameter],
    "Correct the template")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Name, out var text)
        && node.FirstAncestorOrSelf<LiteralExpressionSyntax>() is { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
            ? node.SyntaxTree.GetRoot(token).ReplaceNode(
                literal, literal.WithToken(SyntaxFactory.Literal(text!).WithTriviaFrom(literal.Token)))
            : null;
}
