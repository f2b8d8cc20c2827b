using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Identifiers;

/// <summary>SSE007: an identifier with a parameter that the method does not have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdentifierParameterAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.IdentifierParameter)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // Mistakes in the route or in the parameter itself have their own diagnostics.
        if (method is not { UnknownKey.Text: { } name, IdentifierText: { } text, Route.Error: null }
            || method.Parameters.Any(p => p.Name == name && !p.IsValid))
        {
            return;
        }

        var (problem, repair, fixedText) = Explain(name, text, method);
        var start = text.IndexOf("{" + name + "}", System.StringComparison.Ordinal);
        var location = AnnotatedSyntax.Property(method, "Identifier", start, name.Length + 2, context.CancellationToken);
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (fixedText is not null)
        {
            properties = properties.Add(DiagnosticProperties.Name, fixedText);
        }
        else if (method.Parameters.All(p => p.Name != name))
        {
            properties = properties.Add(DiagnosticProperties.Parameter, name);
        }

        context.ReportDiagnostic(Diagnostic.Create(Descriptors.IdentifierParameter, location, properties, name, problem, repair));
    }

    private static (string Problem, string Repair, string? FixedText) Explain(string name, string text, AnnotatedMethod method)
    {
        var plain = name.Split(':', '=')[0].Trim().TrimStart('*').TrimEnd('?');
        if (plain != name && IdentifierRules.FindKey(plain, method.Parameters) is not null)
        {
            return ("it takes the bare name of a parameter", $"Write '{{{plain}}}'", text.Replace("{" + name + "}", "{" + plain + "}"));
        }

        var parameter = method.Parameters.SelectMany(p => p.Values).FirstOrDefault(p => p.Name == name);
        return parameter switch
        {
            null => ($"'{method.Symbol.Name}' has no such parameter", "Name one of its parameters, or add this one", null),
            { Binding.Presence: not (Presence.Required or Presence.Optional) } =>
                ("that parameter has several values", "Name a parameter with a single value", null),
            _ => ("that parameter is not read from the route, query or headers", "Name one that is", null),
        };
    }
}
