using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Removes the MVC route attribute of a method, and replaces that of a class by <c>[RoutePrefix]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MvcRouteFix() : DocumentFix([DiagnosticIds.MvcRoute], "Remove MVC's route attribute, or use [RoutePrefix]")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute)
        {
            return null;
        }

        var root = node.SyntaxTree.GetRoot(token);
        return list.Parent switch
        {
            MethodDeclarationSyntax method => root.ReplaceNode(method, Remove(method, list, attribute)),
            TypeDeclarationSyntax when attribute.ArgumentList?.Arguments.FirstOrDefault() is { NameEquals: null } template =>
                root.ReplaceNode(attribute, attribute
                    .WithName(SyntaxFactory.ParseName("global::Sisk.Sse.RoutePrefix").WithAdditionalAnnotations(Simplifier.Annotation))
                    .WithArgumentList(SyntaxFactory.AttributeArgumentList([template.WithoutTrivia()]))),
            _ => null,
        };
    }

    private static MethodDeclarationSyntax Remove(MethodDeclarationSyntax method, AttributeListSyntax list, AttributeSyntax attribute)
    {
        if (list.Attributes.Count > 1)
        {
            return method.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        }

        if (method.AttributeLists[0] != list)
        {
            return method.RemoveNode(list, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        // The comments of the method are before its first attribute, whichever that is.
        var changed = method.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!;
        var own = changed.GetLeadingTrivia();
        return changed.WithLeadingTrivia(
            method.GetLeadingTrivia().AddRange(own.All(IsBlank) ? [] : own.SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia))));
    }

    private static bool IsBlank(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
