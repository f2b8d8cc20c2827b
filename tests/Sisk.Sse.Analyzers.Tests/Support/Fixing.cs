using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>Applies a fix as an editor does, and compiles what it makes of the project.</summary>
internal static class Fixing
{
    /// <summary>Fixes the one diagnostic that the fix is for.</summary>
    public static Task VerifyAsync<TFix>(string source, string expected, Settings? settings = null)
        where TFix : CodeFixProvider, new() => VerifyAsync<TFix>([source], [expected], FixAllScope.Custom, settings);

    /// <summary>Fixes all of the project at once.</summary>
    public static Task VerifyAllAsync<TFix>(string source, string expected, Settings? settings = null)
        where TFix : CodeFixProvider, new() => VerifyAsync<TFix>([source], [expected], FixAllScope.Project, settings);

    /// <param name="scope">Custom for a single diagnostic.</param>
    public static async Task VerifyAsync<TFix>(string[] sources, string[] expected, FixAllScope scope, Settings? settings = null)
        where TFix : CodeFixProvider, new()
    {
        var fix = new TFix();
        settings ??= new Settings();
        using var workspace = new AdhocWorkspace();
        var project = CreateProject(workspace, sources, settings);
        var diagnostics = await DiagnoseAsync(project, settings);
        var action = scope == FixAllScope.Custom
            ? await OfferAsync(fix, project, Assert.Single(diagnostics, d => fix.FixableDiagnosticIds.Contains(d.Id)))
            : await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
                project.Documents.Single(d => d.Name == "Source0.cs"),
                fix,
                scope,
                typeof(TFix).Name,
                diagnostics.Select(d => d.Id).Intersect(fix.FixableDiagnosticIds),
                new Known(diagnostics),
                TestContext.Current.CancellationToken));

        Assert.NotNull(action);
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        var changed = solution.GetProject(project.Id)!;
        var texts = new List<string>();
        for (var i = 0; i < sources.Length; i++)
        {
            var text = await changed.Documents.Single(d => d.Name == $"Source{i}.cs").GetTextAsync(TestContext.Current.CancellationToken);
            texts.Add(text.ToString());
        }

        Assert.Equal(expected, texts);
        settings = settings.WithoutErrors();
        Assert.DoesNotContain(await DiagnoseAsync(changed, settings), d => fix.FixableDiagnosticIds.Contains(d.Id));
    }

    public static async Task VerifyNoneAsync<TFix>(string source, Settings? settings = null)
        where TFix : CodeFixProvider, new()
    {
        var fix = new TFix();
        using var workspace = new AdhocWorkspace();
        var project = CreateProject(workspace, [source], settings ?? new Settings());
        var diagnostics = await DiagnoseAsync(project, settings ?? new Settings());
        Assert.Null(await OfferAsync(fix, project, Assert.Single(diagnostics, d => fix.FixableDiagnosticIds.Contains(d.Id))));
    }

    private static Project CreateProject(AdhocWorkspace workspace, string[] sources, Settings settings)
    {
        var project = workspace
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp,
                compilationOptions: UserProject.Options,
                parseOptions: UserProject.ParseOptions,
                metadataReferences: UserProject.References))
            .AddDocument("Usings.cs", SourceText.From(UserProject.GlobalUsings), filePath: "Usings.cs").Project;
        for (var i = 0; i < sources.Length; i++)
        {
            project = project.AddDocument($"Source{i}.cs", SourceText.From(sources[i]), filePath: $"Source{i}.cs").Project;
        }

        return settings.HasStartup
            ? project.AddDocument("Startup.cs", SourceText.From(Analysis.Startup), filePath: "Startup.cs").Project
            : project;
    }

    /// <summary>
    /// Fails where the project does not compile, but for what other generators would add and for the compiler's errors that a fix is for.
    /// </summary>
    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project, Settings settings)
    {
        var compilation = await project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var analysis = await Analysis.RunAsync((CSharpCompilation)compilation!, settings);
        Assert.DoesNotContain(analysis.Errors, d => d.Id is not ("CS0534" or "CS7036" or "CS0619") && !settings.Errors.Contains(d.Id));
        return analysis.Diagnostics.AddRange(analysis.Errors);
    }

    private static async Task<CodeAction?> OfferAsync(CodeFixProvider fix, Project project, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var document = project.GetDocument(diagnostic.Location.SourceTree)!;
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        await fix.RegisterCodeFixesAsync(context);
        return actions.SingleOrDefault();
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
