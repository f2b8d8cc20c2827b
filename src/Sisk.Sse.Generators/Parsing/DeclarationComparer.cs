using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Compares the declarations of two versions of a file. The bodies of methods, the initializers of fields, and comments other than those of
/// annotated methods are ignored: most edits happen there, and no model depends on them.
/// </summary>
internal sealed class DeclarationComparer : IEqualityComparer<SyntaxTree>
{
    public static DeclarationComparer Instance { get; } = new();

    public bool Equals(SyntaxTree left, SyntaxTree right) =>
        ReferenceEquals(left, right)
        || (left.Options.Equals(right.Options)
            && left.FilePath == right.FilePath
            && AreEquivalent(left.GetRoot(), right.GetRoot())
            && left.GetRoot().GetLeadingTrivia().ToFullString() == right.GetRoot().GetLeadingTrivia().ToFullString()
            && !HasSkippedText(left)
            && !HasSkippedText(right));

    /// <summary>Determines whether the parser has skipped text. Comparisons ignore such text, although it can change a constant.</summary>
    private static bool HasSkippedText(SyntaxTree tree) => tree.GetRoot().ContainsSkippedText;

    /// <summary>
    /// Compares members one by one. After a field, Roslyn would ignore all initial and default values in the same comparison, including
    /// those of constants and parameters.
    /// </summary>
    private static bool AreEquivalent(SyntaxNode left, SyntaxNode right)
    {
        if (left.RawKind != right.RawKind)
        {
            return false;
        }

        if (left is FieldDeclarationSyntax && (left.ContainsDirectives || right.ContainsDirectives))
        {
            // A directive in an initial value affects the code after it.
            return left.ToFullString() == right.ToFullString();
        }

        if (left is MethodDeclarationSyntax { AttributeLists.Count: > 0 } && DocumentationOf(left) != DocumentationOf(right))
        {
            return false;
        }

        return left is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax
            ? AreEquivalent(left.ChildNodesAndTokens(), right.ChildNodesAndTokens())
            : SyntaxFactory.AreEquivalent(left, right, topLevel: true);
    }

    private static string DocumentationOf(SyntaxNode member) => member.HasStructuredTrivia
        ? string.Concat(member.GetLeadingTrivia().Select(static trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>())
        : "";

    private static bool AreEquivalent(ChildSyntaxList left, ChildSyntaxList right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        var others = right.GetEnumerator();
        foreach (var child in left)
        {
            others.MoveNext();
            var equivalent = (child.AsNode(), others.Current.AsNode()) switch
            {
                ({ } node, { } other) => AreEquivalent(node, other),
                (null, null) => SyntaxFactory.AreEquivalent(child.AsToken(), others.Current.AsToken()),
                _ => false,
            };
            if (!equivalent)
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(SyntaxTree tree) => 0;
}
