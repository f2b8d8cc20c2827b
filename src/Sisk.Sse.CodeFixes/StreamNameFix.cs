using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Adds <c>Name = "…"</c> to the route of the second of two streams with the same broadcasts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StreamNameFix() : DocumentFix([DiagnosticIds.BroadcastSignature], "Give the stream a name")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Name, out var name)
            || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || method.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(a => IsRoute(a, model, token))
                is not { ArgumentList: { } arguments }
            || arguments.Arguments.Any(a => a.NameEquals?.Name.Identifier.ValueText == "Name"))
        {
            return null;
        }

        var argument = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals("Name"),
            null,
            SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name!)));
        var changed = arguments.AddArguments(argument).WithAdditionalAnnotations(Formatter.Annotation);
        return node.SyntaxTree.GetRoot(token).ReplaceNode(arguments, changed);
    }

    private static bool IsRoute(AttributeSyntax attribute, SemanticModel model, CancellationToken token) =>
        model.GetTypeInfo(attribute, token).Type is { Name: "RouteGetAttribute" or "RoutePostAttribute" };
}
