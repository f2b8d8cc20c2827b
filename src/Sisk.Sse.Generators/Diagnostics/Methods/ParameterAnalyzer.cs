using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE005: a parameter that cannot be bound.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.Parameter)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // Without a valid route or type arguments, the sources and types of values are unknown.
        if (method.Route.Error is not null
            || method.Problem == MethodProblem.Generic
            || method.Controller.Problem == ControllerProblem.Generic)
        {
            return;
        }

        foreach (var parameter in method.Parameters)
        {
            if (!parameter.IsValid && !parameter.Type.HasError() && !MethodRules.IsByReference(parameter.Target.Parameter!))
            {
                var location = AnnotatedSyntax.Parameter(parameter.Target.Symbol, withModifiers: false, context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Parameter, location, parameter.Name, Explain(parameter) + "."));
            }
        }
    }

    private static string Explain(BoundParameter parameter)
    {
        var wrong = parameter.Binding.IsValid ? parameter.Values.First(v => !v.IsValid) : parameter;
        var reason = Explain(wrong.Binding, wrong.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return wrong == parameter ? reason : $"member '{wrong.Target.Symbol.Name}': {reason}";
    }

    private static string Explain(Binding binding, string type) => binding.Problem switch
    {
        BindingProblem.NotParsable => $"'{type}' cannot be parsed from text. Implement IParsable<{type.TrimEnd('?')}>, or use another type",
        BindingProblem.RouteArray => "a route has a single value for each name. Read the array from the query",
        BindingProblem.HeaderName =>
            $"no request has a header named '{binding.WireName}'. "
            + "Name one of ASCII letters, digits and hyphens with [FromHeader(Name = \"...\")]",
        BindingProblem.BodyOfGet => "a GET request has no body. Use [RoutePost]",
        BindingProblem.SecondBody => "another parameter reads the body. Combine both in one type",
        BindingProblem.Form => "forms are not supported. Send the values as a JSON body or in the query",
        BindingProblem.BindAsync =>
            $"the BindAsync of '{type}' cannot be called without reflection. "
            + $"Add 'public static ValueTask<{type.TrimEnd('?')}?> BindAsync(HttpContext)'",
        BindingProblem.LastEventId => "a last event ID is text, and missing for a new client. Use 'string?'",
        BindingProblem.NullableParts => $"[AsParameters] never gives null. Use '{type.TrimEnd('?')}'",
        BindingProblem.NoParts =>
            $"[AsParameters] cannot create '{type}'. Use a record, or a class with a parameterless constructor and settable properties",
        BindingProblem.NestedParts => "[AsParameters] cannot be nested. Move the members into one type",
        _ => $"'{type}' can neither be parsed nor be a service. Use a type that parses, or a class or interface",
    };
}
