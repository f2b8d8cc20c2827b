using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>The base class of analyzers of calls of <c>GetEventSource</c>.</summary>
public abstract class OpeningAnalyzer : DiagnosticAnalyzer
{
    private protected OpeningAnalyzer(DiagnosticDescriptor descriptor) => SupportedDiagnostics = [descriptor];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (SourceSymbols.IsOpening(call))
                {
                    Analyze(call, SourceUses.Of(call), operation);
                }
            },
            OperationKind.Invocation);
    }

    private protected abstract void Analyze(IInvocationOperation opening, SourceUses uses, OperationAnalysisContext context);
}
