using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Removes the line breaks from an event's name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EventNameTextFix() : DocumentFix([DiagnosticIds.EventNameText], "Remove the line breaks from the name")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<LiteralExpressionSyntax>() is not { Token.Value: string name } literal)
        {
            return null;
        }

        var oneLine = SyntaxFactory.Literal(name.Replace("\r", "").Replace("\n", ""));
        return node.SyntaxTree.GetRoot(token).ReplaceNode(literal, literal.WithToken(oneLine.WithTriviaFrom(literal.Token)));
    }
}
