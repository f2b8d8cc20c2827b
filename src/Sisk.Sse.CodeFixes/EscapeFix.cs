using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Escapes text within an identifier.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EscapeFix() : DocumentFix([DiagnosticIds.IdentifierText], "Escape it with Uri.EscapeDataString")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<InterpolationSyntax>() is not { Expression: var expression })
        {
            return null;
        }

        var type = model.GetTypeInfo(expression, token).Type;
        var text = type switch
        {
            { SpecialType: SpecialType.System_String } => expression,
            { Name: "StringValues" } => SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, expression.WithoutTrivia(), SyntaxFactory.IdentifierName("ToString"))),
            _ => null,
        };
        return text is null
            ? null
            : node.SyntaxTree.GetRoot(token).ReplaceNode(expression, SyntaxFactory.InvocationExpression(
                SyntaxFactory.ParseExpression("global::System.Uri.EscapeDataString").WithAdditionalAnnotations(Simplifier.Annotation),
                SyntaxFactory.ArgumentList([SyntaxFactory.Argument(text.WithoutTrivia())])));
    }
}
