using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>
/// Looks through all files of a project for reasons to stay silent. Takes long, so it is asked only where something would be reported.
/// </summary>
internal static class ProjectText
{
    /// <summary>Whether some code has the text as a string of its own, as in <c>RouteValues["tenant"]</c>.</summary>
    public static bool HasLiteral(Compilation compilation, string text, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => !GeneratedTrees.Contains(tree))
        .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantTokens())
        .Any(token => token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.SingleLineRawStringLiteralToken
            && string.Equals(token.ValueText, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether some code names this.</summary>
    public static bool Names(Compilation compilation, string name, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => !GeneratedTrees.Contains(tree))
        .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
        .Any(identifier => identifier.Identifier.ValueText == name);
}
