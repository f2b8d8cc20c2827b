using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>The base class of analyzers of single annotated methods.</summary>
public abstract class AnnotatedMethodAnalyzer : DiagnosticAnalyzer
{
    private protected AnnotatedMethodAnalyzer(DiagnosticDescriptor descriptor) => SupportedDiagnostics = [descriptor];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterMethodAction(symbol =>
        {
            foreach (var method in AnnotatedMethod.Find((IMethodSymbol)symbol.Symbol))
            {
                Analyze(method, symbol);
            }
        });
        Register(context);
    }

    /// <summary>Registers actions for functions that are not methods of a type.</summary>
    private protected virtual void Register(AnalysisContext context)
    {
    }

    private protected abstract void Analyze(AnnotatedMethod method, SymbolAnalysisContext context);
}
