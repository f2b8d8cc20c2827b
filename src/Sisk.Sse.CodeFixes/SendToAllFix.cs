using System;
using System.Globalization;
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
        var name = node.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            var expression => expression as SimpleNameSyntax,
        };
        var text = name?.Identifier.ValueText ?? "";
        if (!text.StartsWith("Broadcast", StringComparison.Ordinal) || !text.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        // The message of the generated method names the method to call. Other obsolete methods are left alone.
        var wanted = text.Substring(0, text.Length - Suffix.Length) + "ToAllAsync";
        return diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains(wanted)
            ? node.SyntaxTree.GetRoot(token).ReplaceNode(name!, SyntaxFactory.IdentifierName(wanted).WithTriviaFrom(name!))
            : null;
    }
}
