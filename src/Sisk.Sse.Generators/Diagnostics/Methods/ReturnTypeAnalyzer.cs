using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE001: a return type that is not an event stream.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReturnTypeAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.ReturnType)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // The compiler reports unknown types.
        if (method.Shape is null && method.IsFirst && !method.Symbol.ReturnType.HasError())
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.ReturnType,
                AnnotatedSyntax.ReturnType(method, context.CancellationToken),
                method.Symbol.Name,
                method.Symbol.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        }
    }
}
