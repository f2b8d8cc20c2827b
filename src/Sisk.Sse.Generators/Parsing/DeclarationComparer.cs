using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>
/// Compares the declarations of two versions of a file: everything but the bodies of methods, the initializers of fields, and comments that
/// are not those of annotated methods. No model can depend on those, and most keystrokes happen there.
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

    /// <summary>Text that the parser could make nothing of is left out of the comparison, and can make a constant none.</summary>
    private static bool HasSkippedText(SyntaxTree tree) => tree.GetRoot().ContainsSkippedText;

    /// <summary>
    /// Members are compared one by one. Roslyn ignores every initial value and default value that follows a field
    /// in the same comparison, those of constants and parameters included.
    /// </summary>
    private static bool AreEquivalent(SyntaxNode left, SyntaxNode right)
    {
        if (left.RawKind != right.RawKind)
        {
            return false;
        }

        if (left is FieldDeclarationSyntax && (left.ContainsDirectives || right.ContainsDirectives))
        {
            // A directive in an initial value holds for what follows it.
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
