using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Removes MVC's route attribute from a method, and makes a class's one a <c>[RoutePrefix]</c>.</summary>
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
        var lists = list.Attributes.Count > 1
            ? method.AttributeLists.Replace(list, list.WithAttributes(list.Attributes.Remove(attribute)))
            : method.AttributeLists.Remove(list);
        return method.WithAttributeLists(lists).WithLeadingTrivia(method.GetLeadingTrivia());
    }
}
