using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Adds or changes <c>[EventName]</c>, so that two events have different names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EventNameFix() : DocumentFix(
    [DiagnosticIds.DuplicateEventName, DiagnosticIds.ReservedEventName], "Give it an event name of its own")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Name, out var name)
            || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        var root = node.SyntaxTree.GetRoot(token);
        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name!));
        var given = type.AttributeLists.SelectMany(l => l.Attributes)
            .FirstOrDefault(a => model.GetTypeInfo(a, token).Type is { Name: "EventNameAttribute" });
        if (given?.ArgumentList?.Arguments.FirstOrDefault() is { } argument)
        {
            return root.ReplaceNode(argument.Expression, literal.WithTriviaFrom(argument.Expression));
        }

        var attribute = SyntaxFactory.AttributeList([
            SyntaxFactory.Attribute(
                SyntaxFactory.ParseName("global::Sisk.Sse.EventName").WithAdditionalAnnotations(Simplifier.Annotation),
                SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(literal)])),
        ]).WithTrailingTrivia(LineEnds.Of(root));
        var trivia = type.GetLeadingTrivia();
        var changed = (TypeDeclarationSyntax)type.WithoutLeadingTrivia().WithAttributeLists(type.AttributeLists.Insert(0, attribute));
        return root.ReplaceNode(type, changed.WithLeadingTrivia(trivia).WithAdditionalAnnotations(Formatter.Annotation));
    }
}
