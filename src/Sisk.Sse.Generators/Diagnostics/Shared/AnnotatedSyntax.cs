using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>Locates the parts of an annotated method in the user's code.</summary>
internal static class AnnotatedSyntax
{
    public static Location ReturnType(AnnotatedMethod method, CancellationToken cancellationToken) =>
        Declaration(method, cancellationToken)?.ReturnType.GetLocation() ?? Name(method);

    public static Location Name(AnnotatedMethod method) => method.Symbol.Locations[0];

    /// <summary>Returns the type of a parameter, or the whole parameter if the mistake is in a modifier.</summary>
    public static Location Parameter(ISymbol parameter, bool withModifiers, CancellationToken cancellationToken) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is ParameterSyntax { Type: { } type } syntax
            ? withModifiers ? syntax.GetLocation() : type.GetLocation()
            : parameter.Locations[0];

    /// <summary>Returns the route's template within its quotes.</summary>
    public static Location Template(AnnotatedMethod method, int start, int length, CancellationToken cancellationToken) =>
        FirstArgument(method.Attribute, cancellationToken) is { } argument ? Within(argument, start, length) : Name(method);

    /// <summary>Returns a part of an attribute's property, such as <c>Identifier</c>.</summary>
    public static Location Property(AnnotatedMethod method, string property, int start, int length, CancellationToken cancellationToken) =>
        Attribute(method.Attribute, cancellationToken)?.ArgumentList?.Arguments
            .FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == property) is { } argument
            ? Within(argument.Expression, start, length)
            : Name(method);

    public static ExpressionSyntax? FirstArgument(AttributeData attribute, CancellationToken cancellationToken) =>
        Attribute(attribute, cancellationToken)?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals is null)?.Expression;

    /// <summary>
    /// Returns a part of a literal's value, or the whole expression if the literal has escapes.
    /// </summary>
    public static Location Within(ExpressionSyntax expression, int start, int length)
    {
        if (expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal && start >= 0 && length > 0)
        {
            var (text, value) = (literal.Token.Text, literal.Token.ValueText);
            var offset = text.IndexOf(value, StringComparison.Ordinal);
            if (offset > 0 && start + length <= value.Length)
            {
                return Location.Create(expression.SyntaxTree, new TextSpan(expression.SpanStart + offset + start, length));
            }
        }

        return expression.GetLocation();
    }

    /// <summary>Returns an attribute with its arguments; null for one in metadata.</summary>
    public static AttributeSyntax? Attribute(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private static MethodDeclarationSyntax? Declaration(AnnotatedMethod method, CancellationToken cancellationToken) =>
        Attribute(method.Attribute, cancellationToken)?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
}
