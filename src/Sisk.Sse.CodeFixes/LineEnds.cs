using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.CodeFixes;

/// <summary>Finds the line ends of a file. Without an .editorconfig, the formatter would use those of the machine.</summary>
internal static class LineEnds
{
    /// <summary>Returns the first line end of the file, for new lines.</summary>
    public static SyntaxTrivia Of(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is var end && end.IsKind(SyntaxKind.None)
            ? SyntaxFactory.ElasticLineFeed
            : SyntaxFactory.EndOfLine(end.ToString());
}
