using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE005: a parameter that nothing can fill.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.Parameter)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // Without a route or a type argument nobody knows where a value would come from or what it would be.
        if (method.Route.Error is not null || method.Problem == MethodProblem.Generic)
        {
            return;
        }

        foreach (var parameter in method.Parameters)
        {
            if (!parameter.IsValid && !parameter.Type.HasError() && !MethodRules.IsByReference(parameter.Target.Parameter!))
            {
                var location = AnnotatedSyntax.Parameter(parameter.Target.Symbol, withModifiers: false, context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Parameter, location, parameter.Name, Explain(parameter)));
            }
        }
    }

    private static string Explain(BoundParameter parameter)
    {
        var wrong = parameter.Binding.IsValid ? parameter.Values.First(v => !v.IsValid) : parameter;
        var reason = Explain(wrong.Binding, wrong.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return wrong == parameter ? reason : $"of its member '{wrong.Target.Symbol.Name}', {reason}";
    }

    private static string Explain(Binding binding, string type) => binding.Problem switch
    {
        BindingProblem.NotParsable => $"it is read from text, and '{type}' is neither string nor an enum nor IParsable<{type}>",
        BindingProblem.RouteArray => "a route has one value of each name; take the array from the query",
        BindingProblem.BodyOfGet => "a GET request has no body; use [RoutePost]",
        BindingProblem.SecondBody => "another parameter reads the body already; put both into one type",
        BindingProblem.Form => "forms are not read; send the values as a JSON body, or take them from the query",
        BindingProblem.BindAsync =>
            $"the BindAsync of '{type}' needs reflection, or has another form than minimal APIs call; add 'public static ValueTask<{type.TrimEnd('?')}?> BindAsync(HttpContext)' to it",
        BindingProblem.LastEventId => "a client that has seen no event has no last event id; use 'string?'",
        BindingProblem.NullableParts => $"[AsParameters] always makes one; use '{type.TrimEnd('?')}'",
        BindingProblem.NoParts =>
            $"[AsParameters] needs a type with one constructor whose parameters match its properties, or one without parameters and properties that can be set; '{type}' is neither",
        BindingProblem.NestedParts => "it has [AsParameters] within [AsParameters]; put its members side by side",
        _ => $"'{type}' is neither read from text nor held by dependency injection; use a type that parses, or a class or interface",
    };
}
