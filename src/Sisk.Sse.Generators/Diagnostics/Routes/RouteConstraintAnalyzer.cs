using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE055: a route constraint that is unknown to ASP.NET Core, or that it cannot create.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteConstraintAnalyzer() : RouteTextAnalyzer(Descriptors.RouteConstraint)
{
    private protected override void Analyze(
        RouteText route, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var constraints = route.Template.Parameters.SelectMany(
            p => p.Constraints, (p, constraint) => (Parameter: p.Text, Text: constraint));
        foreach (var (parameter, constraint) in constraints.Where(c => c.Text.Length > 0))
        {
            if (!RouteConstraints.IsKnown(constraint))
            {
                if (!IsConfigured(compilation, cancellationToken))
                {
                    report(Unknown(route, parameter, constraint));
                }
            }
            else if (RouteConstraints.FindForm(constraint) is { } form)
            {
                report(Diagnostic.Create(
                    Descriptors.RouteConstraint,
                    route.Locate(constraint),
                    constraint,
                    "has invalid arguments",
                    $"Write it as in '{form}'"));
            }
        }
    }

    private static Diagnostic Unknown(RouteText route, string parameter, string constraint)
    {
        var suggestion = RouteConstraints.Suggest(constraint)
            ?? (FindType(route.Method, parameter) is { } type ? RouteConstraints.Nearest(type) : null);
        return Diagnostic.Create(
            Descriptors.RouteConstraint,
            route.Locate(constraint),
            suggestion is ""
                ? route.Replace(":" + constraint, "")
                : route.Replace(":" + constraint, suggestion is null ? null : ":" + suggestion),
            constraint,
            "does not exist",
            suggestion switch
            {
                null => "Use one of ASP.NET Core's, or add it to RouteOptions.ConstraintMap",
                "" => "Remove it, as parameters are text by default",
                _ => $"Use '{suggestion}'",
            });
    }

    private static ITypeSymbol? FindType(IMethodSymbol? method, string parameter) => method?.Parameters
        .FirstOrDefault(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))?.Type.UnwrapNullable();

    /// <summary>Determines whether the application may have added custom constraints.</summary>
    private static bool IsConfigured(Compilation compilation, CancellationToken cancellationToken) =>
        ProjectText.Names(compilation, "ConstraintMap", cancellationToken)
        || ProjectText.Names(compilation, "SetParameterPolicy", cancellationToken);
}
