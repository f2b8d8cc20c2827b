using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.CodeFixes;

/// <summary>Calls <c>Broadcast…ToAllAsync</c> where a broadcast without its key does not compile (the compiler's CS0619).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SendToAllFix() : DocumentFix(["CS0619"], "Send to every connection")
{
    private const string Suffix = "Async";

    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetSymbolInfo(call, token).Symbol is not IMethodSymbol { ContainingType: { } type } method
            || !method.Name.StartsWith("Broadcast", StringComparison.Ordinal)
            || !method.Name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        var wanted = method.Name.Substring(0, method.Name.Length - Suffix.Length) + "ToAllAsync";
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => call.Expression as SimpleNameSyntax,
        };
        return name is null || type.GetMembers(wanted).IsEmpty
            ? null
            : node.SyntaxTree.GetRoot(token).ReplaceNode(name, SyntaxFactory.IdentifierName(wanted).WithTriviaFrom(name));
    }
}
