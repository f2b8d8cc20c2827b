using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Startup;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.CodeFixes;

/// <summary>Adds <c>AddEventStreams</c> before, and <c>MapEventStreams</c> after, the line that builds the application.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddCallsFix()
    : ProjectFix([DiagnosticIds.NotMapped, DiagnosticIds.NotAdded], "Add the calls where the application is built")
{
    private protected override async Task<Project?> ApplyAsync(Project project, Diagnostic diagnostic, CancellationToken token)
    {
        var (isAdded, isMapped) = (false, diagnostic.Id == DiagnosticIds.NotAdded);
        var building = default((Document Document, VariableDeclaratorSyntax Application, IdentifierNameSyntax Builder)?);
        foreach (var document in project.Documents.OrderBy(d => d.Name, System.StringComparer.Ordinal))
        {
            var root = await document.GetSyntaxRootAsync(token).ConfigureAwait(false);
            foreach (var call in root!.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (Calls(call, "AddEventStreams"))
                {
                    var model = await document.GetSemanticModelAsync(token).ConfigureAwait(false);
                    isAdded |= !ProjectCalls.IsOfOther(model!.GetSymbolInfo(call, token).Symbol);
                }

                if (building is null && IsBuild(call) is var (application, builder))
                {
                    var model = await document.GetSemanticModelAsync(token).ConfigureAwait(false);
                    building = HasServices(model!.GetTypeInfo(builder, token).Type) ? (document, application, builder) : null;
                }
            }
        }

        return building is { } found ? await InsertAsync(found, add: !isAdded, map: !isMapped, token).ConfigureAwait(false) : null;
    }

    private static async Task<Project?> InsertAsync(
        (Document Document, VariableDeclaratorSyntax Application, IdentifierNameSyntax Builder) building,
        bool add,
        bool map,
        CancellationToken token)
    {
        SyntaxNode statement = building.Application.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()!;
        statement = statement.Parent is GlobalStatementSyntax top ? top : statement;
        var root = (await building.Document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        var (builder, application) = (building.Builder.Identifier.ValueText, building.Application.Identifier.ValueText);
        var tracked = root.TrackNodes(statement);
        if (map)
        {
            tracked = tracked.InsertNodesAfter(tracked.GetCurrentNode(statement)!, [Call($"{application}.MapEventStreams();", statement)]);
        }

        if (add)
        {
            var call = Call($"{builder}.Services.AddEventStreams();", statement);
            var current = tracked.GetCurrentNode(statement)!;
            var trivia = current.GetLeadingTrivia();

            // An #endif before the line stays before both, so that the call is not within the #if.
            var directives = trivia.Count - trivia.Reverse().TakeWhile(t => !t.IsDirective).Count();
            tracked = tracked.ReplaceNode(current, new[]
            {
                call.WithLeadingTrivia(trivia.Take(directives).Concat(call.GetLeadingTrivia())),
                current.WithLeadingTrivia(trivia.Skip(directives)),
            });
        }

        return building.Document.WithSyntaxRoot(tracked).Project;
    }

    private static SyntaxNode Call(string text, SyntaxNode like)
    {
        var indentation = like.GetLeadingTrivia().LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var statement = SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(indentation)
            .WithTrailingTrivia(WithoutComments(like.GetTrailingTrivia()));
        return like is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(statement) : statement;
    }

    /// <summary>Returns the end of the line, or a space before the next statement on the line.</summary>
    private static SyntaxTriviaList WithoutComments(SyntaxTriviaList trivia) =>
        [trivia.FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is var end && end.IsKind(SyntaxKind.None)
            ? SyntaxFactory.Space
            : end];

    private static bool Calls(InvocationExpressionSyntax call, string method) =>
        call.Expression is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == method;

    /// <summary>Determines whether a builder has services, as that of an application does.</summary>
    private static bool HasServices(ITypeSymbol? builder) =>
        builder is INamedTypeSymbol type
            && type.SelfAndBases().Any(t => t.GetMembers("Services").Any(m => m is IPropertySymbol { Type.Name: "IServiceCollection" }));

    /// <summary>Returns the variables of <c>var app = builder.Build();</c>.</summary>
    private static (VariableDeclaratorSyntax Application, IdentifierNameSyntax Builder)? IsBuild(InvocationExpressionSyntax call) =>
        Calls(call, "Build")
        && call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax builder }
        && call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax application }
        && application.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not null
            ? (application, builder)
            : null;
}
