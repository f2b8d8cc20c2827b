using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Sisk.Sse.CodeFixes;

/// <summary>The base class of fixes that change another file than the one with the mistake.</summary>
public abstract class ProjectFix : CodeFixProvider
{
    private readonly string _title;

    private protected ProjectFix(ImmutableArray<string> ids, string title) => (FixableDiagnosticIds, _title) = (ids, title);

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public sealed override FixAllProvider GetFixAllProvider() => new AllProvider(this);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await ApplyAsync(context.Document.Project, diagnostic, context.CancellationToken).ConfigureAwait(false) is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(_title, token => ApplyAllAsync(context.Document.Project, [diagnostic], token), GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>Returns the changed project; null if there is no change to make.</summary>
    private protected abstract Task<Project?> ApplyAsync(Project project, Diagnostic diagnostic, CancellationToken token);

    private async Task<Solution> ApplyAllAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken token)
    {
        foreach (var diagnostic in diagnostics)
        {
            project = await ApplyAsync(project, diagnostic, token).ConfigureAwait(false) ?? project;
        }

        return project.Solution;
    }

    /// <summary>Fixes the diagnostics of each project one after another, since they change the same place.</summary>
    private sealed class AllProvider(ProjectFix fix) : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext context) =>
            Task.FromResult<CodeAction?>(CodeAction.Create(fix._title, token => FixAsync(context, token), fix.GetType().Name));

        private async Task<Solution> FixAsync(FixAllContext context, CancellationToken token)
        {
            var solution = context.Solution;
            var projects = context.Scope == FixAllScope.Solution ? solution.ProjectIds : [context.Project.Id];
            foreach (var id in projects)
            {
                var diagnostics = await context.GetAllDiagnosticsAsync(context.Solution.GetProject(id)!).ConfigureAwait(false);
                var ordered = diagnostics.Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).OrderBy(d => d.Location.SourceSpan.Start);
                solution = await fix.ApplyAllAsync(solution.GetProject(id)!, ordered, token).ConfigureAwait(false);
            }

            return solution;
        }
    }
}
