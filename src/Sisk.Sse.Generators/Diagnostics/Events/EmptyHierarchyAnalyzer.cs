using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE016: an abstract event type without concrete types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyHierarchyAnalyzer : EventTypeAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.EmptyHierarchy];

    private protected override void Analyze(
        ITypeSymbol payload, AnnotatedMethod method, SymbolAnalysisContext context, SeenSymbols seen)
    {
        // Nested types that cannot be events have their own diagnostic.
        if (EventRules.FindEvents(payload, method.Symbol.ContainingAssembly).Count == 0
            && !EventRules.FindHidden(payload, method.Symbol.ContainingAssembly).Any())
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.EmptyHierarchy,
                Locate(payload, method, context.CancellationToken),
                payload.Name,
                payload.TypeKind == TypeKind.Interface ? "an interface" : "an abstract class"));
        }
    }
}
