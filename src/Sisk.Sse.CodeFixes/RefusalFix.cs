using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Sisk.Sse.CodeFixes;

/// <summary>
/// Names the type in <c>condition ? new() { … } : EventStream.Refuse(…)</c>. The compiler infers that <c>new()</c> is a refusal, and
/// reports that a refusal has no such constructor (CS1729).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class RefusalFix() : DocumentFix(["CS1729"], "Name the type of the stream")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<ImplicitObjectCreationExpressionSyntax>() is not { ArgumentList.Arguments.Count: 0 } creation
            || creation.FirstAncestorOrSelf<ExpressionSyntax>(e => e is ConditionalExpressionSyntax or SwitchExpressionSyntax) is null
            || model.GetTypeInfo(creation, token).Type is not { Name: "StreamRefusal" }
            || model.GetEnclosingSymbol(creation.SpanStart, token) is not IMethodSymbol method
            || FindStream(method.ReturnType) is not { } stream)
        {
            return null;
        }

        var type = SyntaxFactory
            .ParseTypeName(stream.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            .WithAdditionalAnnotations(Simplifier.Annotation);
        var named = SyntaxFactory
            .ObjectCreationExpression(
                SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                creation.Initializer is null ? type : type.WithTrailingTrivia(creation.ArgumentList.GetTrailingTrivia()),
                creation.Initializer is null ? creation.ArgumentList : null,
                creation.Initializer)
            .WithTriviaFrom(creation);
        return node.SyntaxTree.GetRoot(token).ReplaceNode(creation, named);
    }

    /// <summary>Returns the stream itself, or that of a task.</summary>
    private static ITypeSymbol? FindStream(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "EventStream", TypeArguments.Length: 1 } => type,
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } => FindStream(result),
        _ => null,
    };
}
