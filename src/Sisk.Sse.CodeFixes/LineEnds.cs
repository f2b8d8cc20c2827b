using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.CodeFixes;

/// <summary>The line ends of a file: without an .editorconfig, the formatter takes those of the machine.</summary>
internal static class LineEnds
{
    /// <summary>Returns the first line end of the file, which a new line is to have as well.</summary>
    public static SyntaxTrivia Of(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is var end && end.IsKind(SyntaxKind.None)
            ? SyntaxFactory.ElasticLineFeed
            : SyntaxFactory.EndOfLine(end.ToString());
}
