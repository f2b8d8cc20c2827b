using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE009: a route parameter that no parameter of the method reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteParameterAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.RouteParameter)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // A method that has the request can read its route by itself.
        if (method.Route.Error is not null
            || method.Shape is null or { Form: ReturnForm.Imperative }
            || Values(method).Any(
                p => p.Binding.Source is BindingSource.HttpContext or BindingSource.HttpRequest or BindingSource.BindAsync))
        {
            return;
        }

        foreach (var part in method.Route.Parameters.Where(p => !IsRead(p, method) && !Same(p.Text, method.UnknownKey?.Text)))
        {
            // Middleware, an authorization handler or the class itself can read it by its name.
            if (ProjectText.HasLiteral(context.Compilation, part.Text, context.CancellationToken))
            {
                continue;
            }

            var properties = ImmutableDictionary<string, string?>.Empty
                .Add(DiagnosticProperties.Parameter, part.Text)
                .Add(DiagnosticProperties.ParameterType, TypeOf(part) + (part.IsOptional ? "?" : ""));
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.RouteParameter, Locate(part, method, context), properties, part.Text, method.Symbol.Name));
        }
    }

    private static bool IsRead(RoutePart part, AnnotatedMethod method) =>
        Values(method).Any(p => p.Binding.Source == BindingSource.Route && Same(p.Binding.WireName, part.Text));

    private static IEnumerable<BoundParameter> Values(AnnotatedMethod method) => method.Parameters.SelectMany(p => p.Values);

    /// <summary>Returns the name in the method's template, or the method if the prefix has the parameter.</summary>
    private static Location Locate(RoutePart part, AnnotatedMethod method, SymbolAnalysisContext context)
    {
        var template = method.Attribute.FirstText() ?? "";
        for (var open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var start = open + 1 + template.Substring(open + 1).TakeWhile(c => c == '*').Count();
            var end = start + part.Text.Length;
            if (end < template.Length
                && template[end] is '}' or ':' or '=' or '?'
                && Same(template.Substring(start, part.Text.Length), part.Text))
            {
                return AnnotatedSyntax.Template(method, start, part.Text.Length, context.CancellationToken);
            }
        }

        return AnnotatedSyntax.Name(method);
    }

    private static string TypeOf(RoutePart part) => part.Constraints.Select(TypeOf).FirstOrDefault(t => t is not null) ?? "string";

    private static string? TypeOf(string constraint) => constraint switch
    {
        "int" or "long" or "bool" or "double" or "float" or "decimal" => constraint,
        "guid" => "System.Guid",
        "datetime" => "System.DateTime",
        _ => null,
    };

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
