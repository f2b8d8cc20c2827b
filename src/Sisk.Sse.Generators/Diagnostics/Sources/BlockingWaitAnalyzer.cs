using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>The base class of analyzers of blocking calls.</summary>
public abstract class BlockingWaitAnalyzer : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _descriptor;

    private protected BlockingWaitAnalyzer(DiagnosticDescriptor descriptor) =>
        (_descriptor, SupportedDiagnostics) = (descriptor, [descriptor]);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            operation =>
            {
                if (BlockingCalls.Find(operation.Operation) is { } blocking
                    && SourceSymbols.Function(operation.Operation, operation.ContainingSymbol) is { } function
                    && IsWrong(operation.Operation, blocking.IsOfSource, function.Symbol, function.Body))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(_descriptor, blocking.Location, blocking.Name, blocking.Replacement));
                }
            },
            OperationKind.Invocation,
            OperationKind.PropertyReference);
    }

    private protected abstract bool IsWrong(IOperation operation, bool isOfSource, IMethodSymbol function, IOperation body);
}
