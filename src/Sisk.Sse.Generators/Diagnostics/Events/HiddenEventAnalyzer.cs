using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE062: a type that is nested among events, but cannot be one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenEventAnalyzer : EventTypeAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.HiddenEvent];

    private protected override void Analyze(
        ITypeSymbol payload, AnnotatedMethod method, SymbolAnalysisContext context, SeenSymbols seen)
    {
        foreach (var type in EventRules.FindHidden(payload, method.Symbol.ContainingAssembly))
        {
            if (!type.DeclaringSyntaxReferences.IsEmpty && seen.IsNewProblem(type.OriginalDefinition))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.HiddenEvent,
                    type.Locations[0],
                    type.Name,
                    payload.Name,
                    EventRules.IsOpen(type) ? "it is generic, or nested in a generic type"
                        : ObsoleteRules.IsObsoleteAsError(type) ? "it is obsolete as an error"
                        : "generated code cannot access it"));
            }
        }
    }
}
