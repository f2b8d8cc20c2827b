using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>What analyzers of <c>KeepAlive</c> and <c>WaitForFail</c> have in common.</summary>
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
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name is "KeepAlive" or "WaitForFail"
                    && SourceSymbols.IsCall(call)
                    && SourceSymbols.Function(call, operation.ContainingSymbol) is { } function
                    && IsWrong(function.Symbol, function.Body))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(_descriptor, SourceSymbols.Name(call), call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);
    }

    private protected abstract bool IsWrong(IMethodSymbol function, IOperation body);
}
