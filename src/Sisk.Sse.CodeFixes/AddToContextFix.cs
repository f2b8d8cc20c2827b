using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Sisk.Sse.Generators.Diagnostics;

namespace Sisk.Sse.CodeFixes;

/// <summary>Adds <c>[JsonSerializable]</c> to a context of the project.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddToContextFix() : ProjectFix([DiagnosticIds.SerializerContext], "Add it to the JsonSerializerContext")
{
    private protected override async Task<Project?> ApplyAsync(Project project, Diagnostic diagnostic, CancellationToken token)
    {
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Type, out var type))
        {
            return null;
        }

        foreach (var document in project.Documents.OrderBy(d => d.Name, System.StringComparer.Ordinal))
        {
            var root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
            if (root.DescendantNodes().OfType<ClassDeclarationSyntax>().FirstOrDefault(IsContext) is { } context)
            {
                return document.WithSyntaxRoot(root.ReplaceNode(context, Add(context, type!, LineEnds.Of(root)))).Project;
            }
        }

        return null;
    }

    private static bool IsContext(ClassDeclarationSyntax type) =>
        type.BaseList?.Types.Any(t => Name(t.Type) == "JsonSerializerContext") == true;

    private static string? Name(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    private static ClassDeclarationSyntax Add(ClassDeclarationSyntax context, string type, SyntaxTrivia lineEnd)
    {
        var name = SyntaxFactory.ParseTypeName(type).WithAdditionalAnnotations(Simplifier.Annotation);
        var list = SyntaxFactory.AttributeList([
            SyntaxFactory.Attribute(
                SyntaxFactory
                    .ParseName("global::System.Text.Json.Serialization.JsonSerializable")
                    .WithAdditionalAnnotations(Simplifier.Annotation),
                SyntaxFactory.AttributeArgumentList([SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(name))])),
        ]);
        var trivia = context.GetLeadingTrivia();
        return context
            .WithoutLeadingTrivia()
            .WithAttributeLists(context.WithoutLeadingTrivia().AttributeLists.Add(list.WithTrailingTrivia(lineEnd)))
            .WithLeadingTrivia(trivia)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
