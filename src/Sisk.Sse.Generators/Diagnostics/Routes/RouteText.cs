using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Routing;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>A route template and where it is written.</summary>
/// <param name="Text">The template as it was given.</param>
/// <param name="Template">The parsed template.</param>
/// <param name="Syntax">The expression that gives it.</param>
/// <param name="Method">The method that has the route; null for a prefix and an imperative route.</param>
internal sealed record RouteText(string Text, RouteTemplate Template, ExpressionSyntax Syntax, IMethodSymbol? Method = null)
{
    /// <summary>Returns the location of the part, or the whole expression if the part cannot be located.</summary>
    public Location Locate(string part) => AnnotatedSyntax.Within(Syntax, Text.IndexOf(part, StringComparison.Ordinal), part.Length);

    /// <summary>Returns the template with another text for the part, for a fix; nothing where there is none.</summary>
    public ImmutableDictionary<string, string?> Replace(string part, string? replacement)
    {
        var start = Text.IndexOf(part, StringComparison.Ordinal);
        return start < 0 || replacement is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(
                DiagnosticProperties.Name, Text.Remove(start, part.Length).Insert(start, replacement));
    }
}
