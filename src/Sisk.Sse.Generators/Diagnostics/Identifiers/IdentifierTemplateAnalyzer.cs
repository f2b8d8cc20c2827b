using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Identifiers;

/// <summary>SSE006: an invalid identifier template.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdentifierTemplateAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.IdentifierTemplate)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (method.IdentifierText is { } text && method.Identifier.Error is { } error)
        {
            var location = AnnotatedSyntax.Property(method, "Identifier", error.Start, error.Length, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.IdentifierTemplate, location, text, error.Reason));
        }
    }
}
