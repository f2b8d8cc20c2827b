using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Sources;

namespace Sisk.Sse.CodeFixes;

/// <summary>Moves <c>AppendHeader</c> before the first statement of its block that sends.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MoveHeaderFix() : DocumentFix([DiagnosticIds.HeaderAfterSend], "Move it before the first event")
{
    private protected override SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax block } statement
            || node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is not { Expression: IdentifierNameSyntax source }
            || model.GetSymbolInfo(source, token).Symbol is not { } variable)
        {
            return null;
        }

        var first = block.Statements
            .TakeWhile(s => s != statement)
            .FirstOrDefault(s => s.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c => Starts(c, variable, model, token)));
        if (first is null
            || HasDirective(block, first, statement)
            || statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => IsDeclaredAfter(n, first, model, token)))
        {
            return null;
        }

        var (from, to) = (block.Statements.IndexOf(statement), block.Statements.IndexOf(first));
        var statements = block.Statements.RemoveAt(from).Insert(to, statement);
        return node.SyntaxTree.GetRoot(token).ReplaceNode(block, block.WithStatements(statements));
    }

    private static bool Starts(InvocationExpressionSyntax call, ISymbol variable, SemanticModel model, CancellationToken token) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax source } access
        && (SourceSymbols.Sends(access.Name.Identifier.ValueText) || SourceSymbols.Waits(access.Name.Identifier.ValueText))
        && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(source, token).Symbol, variable);

    /// <summary>
    /// Determines whether a directive is between two statements. A statement must not leave the <c>#if</c> that it is in.
    /// </summary>
    private static bool HasDirective(BlockSyntax block, StatementSyntax first, StatementSyntax last) => block
        .DescendantTrivia(TextSpan.FromBounds(first.FullSpan.Start, last.SpanStart), descendIntoTrivia: false)
        .Any(trivia => trivia.IsDirective);

    private static bool IsDeclaredAfter(
        IdentifierNameSyntax name, StatementSyntax statement, SemanticModel model, CancellationToken token) =>
        model.GetSymbolInfo(name, token).Symbol is ILocalSymbol local
        && local.Locations[0].SourceSpan.Start >= statement.SpanStart;
}
