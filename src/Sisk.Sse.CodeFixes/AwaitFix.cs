using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Changes <c>KeepAlive()</c> to <c>await KeepAliveAsync()</c>, and makes the function async.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AwaitFix() : DocumentFix(
    [DiagnosticIds.BlockingInAsync, DiagnosticIds.BlockingHandler, DiagnosticIds.NotAwaited], "Await it")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node is not SimpleNameSyntax name
            || name.Identifier.ValueText is not ("KeepAlive" or "WaitForFail" or "KeepAliveAsync" or "WaitForFailAsync")
            || node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Parent: ExpressionStatementSyntax } call
            || call.Expression is not MemberAccessExpressionSyntax
            || node.FirstAncestorOrSelf<SyntaxNode>(IsFunction) is not { } function
            || !CanBeAsync(function, model, token)
            || call.Ancestors().TakeWhile(n => n != function).Any(n => n is LockStatementSyntax or UnsafeStatementSyntax))
        {
            return null;
        }

        var later = call.ReplaceNode(name, SyntaxFactory.IdentifierName(WithAsync(name.Identifier.ValueText)).WithTriviaFrom(name));
        var awaited = SyntaxFactory.AwaitExpression(later.WithoutLeadingTrivia()).WithLeadingTrivia(call.GetLeadingTrivia());
        var changed = function.ReplaceNode(call, awaited);
        return call.SyntaxTree.GetRoot(token).ReplaceNode(function, MakeAsync(changed));
    }

    private static string WithAsync(string name) => name.EndsWith("Async", System.StringComparison.Ordinal) ? name : name + "Async";

    private static bool IsFunction(SyntaxNode node) =>
        node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    /// <summary>
    /// Determines whether a function is async or can become async. One that returns a task without being async creates it itself.
    /// </summary>
    private static bool CanBeAsync(SyntaxNode function, SemanticModel model, CancellationToken token) => function switch
    {
        ParenthesizedLambdaExpressionSyntax lambda =>
            IsAsync(lambda.Modifiers) || (lambda.ReturnType is null && CanBeAsync(lambda.ParameterList)),
        AnonymousFunctionExpressionSyntax => true,
        MethodDeclarationSyntax method => IsAsync(method.Modifiers)
            || (Returns(method.ReturnType, model, token) && CanBeAsync(method.ParameterList) && Signatures.CanChange(method, model, token)),
        LocalFunctionStatementSyntax local => IsAsync(local.Modifiers),
        _ => false,
    };

    private static bool CanBeAsync(ParameterListSyntax parameters) => !parameters.Parameters.Any(Signatures.IsByReference);

    private static bool Returns(TypeSyntax type, SemanticModel model, CancellationToken token) =>
        model.GetTypeInfo(type, token).Type is { Name: "HttpResponse" };

    private static bool IsAsync(IEnumerable<SyntaxToken> modifiers) => modifiers.Any(m => m.IsKind(SyntaxKind.AsyncKeyword));

    private static SyntaxNode MakeAsync(SyntaxNode function) => function switch
    {
        ParenthesizedLambdaExpressionSyntax lambda when !IsAsync(lambda.Modifiers) =>
            lambda.WithoutLeadingTrivia().AddModifiers(Async()).WithLeadingTrivia(lambda.GetLeadingTrivia()),
        SimpleLambdaExpressionSyntax lambda when !IsAsync(lambda.Modifiers) =>
            lambda.WithoutLeadingTrivia().AddModifiers(Async()).WithLeadingTrivia(lambda.GetLeadingTrivia()),
        AnonymousMethodExpressionSyntax method when !IsAsync(method.Modifiers) =>
            method.WithoutLeadingTrivia().AddModifiers(Async()).WithLeadingTrivia(method.GetLeadingTrivia()),
        MethodDeclarationSyntax method when !IsAsync(method.Modifiers) => MakeAsync(method),
        _ => function,
    };

    private static MethodDeclarationSyntax MakeAsync(MethodDeclarationSyntax method)
    {
        var type = SyntaxFactory
            .ParseTypeName($"global::System.Threading.Tasks.Task<{method.ReturnType.WithoutTrivia()}>")
            .WithTriviaFrom(method.ReturnType)
            .WithAdditionalAnnotations(Simplifier.Annotation);

        // Without other modifiers, the new one takes the place of the type, with the comments before it.
        return method.Modifiers.Count == 0
            ? method.WithReturnType(type.WithoutLeadingTrivia()).AddModifiers(Async().WithLeadingTrivia(type.GetLeadingTrivia()))
            : method.WithReturnType(type).AddModifiers(Async());
    }

    private static SyntaxToken Async() => SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
}
