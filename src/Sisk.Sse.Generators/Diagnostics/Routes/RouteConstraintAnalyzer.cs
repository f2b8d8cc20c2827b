using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE055: a route constraint that ASP.NET Core does not know, or cannot create.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteConstraintAnalyzer() : RouteTextAnalyzer(Descriptors.RouteConstraint)
{
    private protected override void Analyze(
        RouteText route, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var constraint in route.Template.Parameters.SelectMany(p => p.Constraints).Where(c => c.Length > 0))
        {
            if (!RouteConstraints.IsKnown(constraint))
            {
                if (!IsConfigured(compilation, cancellationToken))
                {
                    report(Unknown(route, constraint));
                }
            }
            else if (RouteConstraints.FindForm(constraint) is { } form)
            {
                report(Diagnostic.Create(
                    Descriptors.RouteConstraint, route.Locate(constraint), constraint, "has invalid arguments", $"Write it as in '{form}'"));
            }
        }
    }

    private static Diagnostic Unknown(RouteText route, string constraint)
    {
        var suggestion = RouteConstraints.Suggest(constraint);
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

    /// <summary>Determines whether the application may have added constraints of its own.</summary>
    private static bool IsConfigured(Compilation compilation, CancellationToken cancellationToken) =>
        ProjectText.Names(compilation, "ConstraintMap", cancellationToken)
        || ProjectText.Names(compilation, "SetParameterPolicy", cancellationToken);
}
