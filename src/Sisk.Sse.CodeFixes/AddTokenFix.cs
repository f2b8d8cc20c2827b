using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Adds a <c>CancellationToken</c> to a pull stream, and passes it to the call that waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddTokenFix() : DocumentFix([DiagnosticIds.PullToken], "Add a CancellationToken and pass it on")
{
    private const string Name = "cancellationToken";

    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || method.DescendantTokens().Any(t => t.ValueText == Name)
            || !Signatures.CanChange(method, model, token)
            || model.GetSymbolInfo(call, token).Symbol is not IMethodSymbol called)
        {
            return null;
        }

        var argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(Name));
        var optional = called.Parameters.FirstOrDefault(p => p.Type.Name == "CancellationToken");
        if (optional is not null && optional.Ordinal != call.ArgumentList.Arguments.Count)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(optional.Name));
        }

        var changed = method.ReplaceNode(call.ArgumentList, Append(call.ArgumentList, argument));
        var parameters = changed.ParameterList.Parameters;
        var index = parameters.TakeWhile(ParameterLists.IsRequired).Count();
        changed = changed.WithParameterList(changed.ParameterList.WithParameters(ParameterLists.Insert(parameters, index, Parameter())));
        return node.SyntaxTree.GetRoot(token).ReplaceNode(method, changed);
    }

    private static ArgumentListSyntax Append(ArgumentListSyntax list, ArgumentSyntax argument) => list.WithArguments(
        list.Arguments.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(argument)
            : SyntaxFactory.SeparatedList(
                list.Arguments.Add(argument),
                list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))));

    private static ParameterSyntax Parameter() => SyntaxFactory.Parameter(
        [
            SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory
                    .ParseName("global::System.Runtime.CompilerServices.EnumeratorCancellation")
                    .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation))])
                .WithTrailingTrivia(SyntaxFactory.Space),
        ],
        default,
        SyntaxFactory.ParseTypeName("global::System.Threading.CancellationToken")
            .WithAdditionalAnnotations(Simplifier.Annotation)
            .WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.Identifier(Name),
        null);
}
