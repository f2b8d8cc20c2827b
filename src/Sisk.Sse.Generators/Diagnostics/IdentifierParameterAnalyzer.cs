using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE007: an identifier that names a parameter which the method has not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdentifierParameterAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.IdentifierParameter)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // Where the route is broken, or that parameter is, the mistake is reported there.
        if (method is not { UnknownKey.Text: { } name, IdentifierText: { } text, Route.Error: null }
            || method.Parameters.Any(p => p.Name == name && !p.IsValid))
        {
            return;
        }

        var start = text.IndexOf("{" + name + "}", System.StringComparison.Ordinal);
        var location = AnnotatedSyntax.Property(method, "Identifier", start, name.Length + 2, context.CancellationToken);
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (method.Parameters.All(p => p.Name != name))
        {
            properties = properties.Add(DiagnosticProperties.Parameter, name);
        }

        context.ReportDiagnostic(Diagnostic.Create(Descriptors.IdentifierParameter, location, properties, name, method.Symbol.Name));
    }
}
