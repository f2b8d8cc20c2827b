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

        foreach (var (parameter, binding) in method.Parameters)
        {
            if (!binding.IsValid && !parameter.Type.HasError() && !MethodRules.IsByReference(parameter))
            {
                var location = AnnotatedSyntax.Parameter(parameter, withModifiers: false, context.CancellationToken);
                var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Parameter, location, parameter.Name, Explain(binding, type)));
            }
        }
    }

    private static string Explain(Binding binding, string type) => binding.Problem switch
    {
        BindingProblem.NotParsable => $"it is read from text, and '{type}' is neither string nor an enum nor IParsable<{type}>",
        BindingProblem.RouteArray => "a route has one value of each name; take the array from the query",
        BindingProblem.BodyOfGet => "a GET request has no body; use [RoutePost]",
        BindingProblem.UnsupportedSource => "forms and [AsParameters] are not supported; take the values one by one",
        _ => $"'{type}' is neither read from text nor held by dependency injection; use a type that parses, or a class or interface",
    };
}
