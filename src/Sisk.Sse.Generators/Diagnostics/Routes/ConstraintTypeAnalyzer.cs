using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE056: a route constraint that accepts no value of the parameter's type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstraintTypeAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.ConstraintType)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (method.Route.Error is not null)
        {
            return;
        }

        foreach (var value in method.Parameters.SelectMany(p => p.Values).Where(v => v.IsValid && v.Binding.Source == BindingSource.Route))
        {
            var type = value.Type.UnwrapNullable();
            if (method.Route.FindParameter(value.Binding.WireName) is { } part
                && part.Constraints.FirstOrDefault(c => RouteConstraints.Contradicts(c, type)) is { } constraint)
            {
                Report(method, value, part, constraint, context);
            }
        }
    }

    private static void Report(
        AnnotatedMethod method, BoundParameter value, RoutePart part, string constraint, SymbolAnalysisContext context)
    {
        var type = value.Type.UnwrapNullable();
        var natural = RouteConstraints.Of(type);
        var text = method.Attribute.FirstText() ?? "";
        var start = text.IndexOf(part.Text + ":", StringComparison.OrdinalIgnoreCase);
        start = start < 0 ? -1 : text.IndexOf(":" + constraint, start, StringComparison.Ordinal) + 1;
        var location = start > 0
            ? AnnotatedSyntax.Template(method, start, constraint.Length, context.CancellationToken)
            : AnnotatedSyntax.Parameter(value.Target.Symbol, withModifiers: false, context.CancellationToken);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ConstraintType,
            location,
            start > 0 ? Fix(text, start, constraint, natural) : null,
            constraint,
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            natural is null ? "Remove it, or change the type" : $"Use '{natural}', or change the type"));
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, string?> Fix(
        string text, int start, string constraint, string? natural) =>
        System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add(
            DiagnosticProperties.Name,
            natural is null
                ? text.Remove(start - 1, constraint.Length + 1)
                : text.Remove(start, constraint.Length).Insert(start, natural));
}
