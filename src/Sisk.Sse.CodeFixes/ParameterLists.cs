using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sisk.Sse.CodeFixes;

/// <summary>Changes lists of parameters, and keeps the line breaks between them.</summary>
internal static class ParameterLists
{
    /// <summary>False for a parameter with a default or <c>params</c>: no required one may follow it.</summary>
    public static bool IsRequired(ParameterSyntax parameter) =>
        parameter.Default is null && !parameter.Modifiers.Any(SyntaxKind.ParamsKeyword);

    public static SeparatedSyntaxList<ParameterSyntax> Insert(
        SeparatedSyntaxList<ParameterSyntax> parameters, int index, ParameterSyntax parameter)
    {
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var separators = parameters.GetSeparators().ToList();
        if (parameters.Count > 0)
        {
            separators.Insert(Math.Min(index, separators.Count), comma);
        }

        return SyntaxFactory.SeparatedList(parameters.Insert(index, parameter), separators);
    }
}
