using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Sisk.Sse.CodeFixes;

/// <summary>The base class of fixes within one document: a change for each diagnostic, and Fix All over any scope.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    private readonly string _title;

    private protected DocumentFix(ImmutableArray<string> ids, string title) => (FixableDiagnosticIds, _title) = (ids, title);

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null
                && Change(Find(root, diagnostic), diagnostic, model, context.CancellationToken) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(_title, token => ApplyAsync(context.Document, [diagnostic], token), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>Returns the root of the changed document; null if there is no change to make.</summary>
    private protected abstract SyntaxNode? Change(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token);

    private static SyntaxNode Find(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>Marks all places first, since each change moves the others.</summary>
    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        var root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        var marks = new List<(Diagnostic Diagnostic, SyntaxAnnotation Mark)>();
        foreach (var diagnostic in diagnostics)
        {
            var mark = new SyntaxAnnotation();
            var node = Find(root, diagnostic);
            root = root.ReplaceNode(node, node.WithAdditionalAnnotations(mark));
            marks.Add((diagnostic, mark));
        }

        document = document.WithSyntaxRoot(root);
        foreach (var (diagnostic, mark) in marks)
        {
            var model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
            var current = await model.SyntaxTree.GetRootAsync(token).ConfigureAwait(false);
            if (current.GetAnnotatedNodes(mark).FirstOrDefault() is { } node
                && Change(node, diagnostic, model, token) is { } changed)
            {
                document = document.WithSyntaxRoot(changed);
            }
        }

        return document;
    }
}
