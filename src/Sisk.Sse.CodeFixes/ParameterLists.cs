using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.CodeFixes;

/// <summary>Changes lists of parameters, and keeps the line breaks between them.</summary>
internal static class ParameterLists
{
    /// <summary>
    /// Determines whether a parameter has neither a default nor <c>params</c>. A required one cannot follow such a parameter.
    /// </summary>
    public static bool IsRequired(ParameterSyntax parameter) =>
        parameter.Default is null && !parameter.Modifiers.Any(SyntaxKind.ParamsKeyword);

    public static SeparatedSyntaxList<ParameterSyntax> Insert(
        SeparatedSyntaxList<ParameterSyntax> parameters, int index, ParameterSyntax parameter)
    {
        var separators = parameters.GetSeparators().ToList();
        if (parameters.Count > 0)
        {
            var neighbor = parameters[Math.Min(index, parameters.Count - 1)].GetFirstToken();
            var lineEnd = Last(neighbor.GetPreviousToken().TrailingTrivia);
            var hasLine = lineEnd.IsKind(SyntaxKind.EndOfLineTrivia);
            var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(hasLine ? lineEnd : SyntaxFactory.Space);
            separators.Insert(Math.Min(index, separators.Count), comma);
            parameter = hasLine ? parameter.WithLeadingTrivia(Indentation(neighbor)) : parameter;
        }

        return SyntaxFactory.SeparatedList(parameters.Insert(index, parameter), separators);
    }

    private static SyntaxTriviaList Indentation(SyntaxToken token) =>
        Last(token.LeadingTrivia) is var last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? [last] : [];

    private static SyntaxTrivia Last(SyntaxTriviaList trivia) => trivia.Count == 0 ? default : trivia[trivia.Count - 1];
}
