using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Sisk.Sse.CodeFixes;

/// <summary>What the fixes have in common: one change of one document for one diagnostic, and Fix All over any scope.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    private readonly string _title;

    private protected DocumentFix(string id, string title) => (FixableDiagnosticIds, _title) = ([id], title);

    private protected DocumentFix(ImmutableArray<string> ids, string title) => (FixableDiagnosticIds, _title) = (ids, title);

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <summary>One after another: two fixes of one method change the same lines.</summary>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start))
        {
            document = await ApplyAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
        }

        return document;
    });

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root is not null && CanFix(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(_title, token => ApplyAsync(context.Document, diagnostic, token), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    private protected virtual bool CanFix(SyntaxNode node, Diagnostic diagnostic) => true;

    /// <summary>Changes what is at the diagnostic's place.</summary>
    private protected abstract void Change(SyntaxEditor editor, SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken);

    private async Task<Document> ApplyAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return document;
        }

        var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        if (CanFix(node, diagnostic))
        {
            Change(editor, node, diagnostic, model, cancellationToken);
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }
}
