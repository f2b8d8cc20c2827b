using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE065: a wait whose task is discarded. In an async function, the compiler reports it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAwaitedAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotAwaited];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            static operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call is { TargetMethod.Name: "KeepAliveAsync" or "WaitForFailAsync", Parent: IExpressionStatementOperation }
                    && SourceSymbols.IsCall(call)
                    && SourceSymbols.Function(call, operation.ContainingSymbol) is { Symbol.IsAsync: false })
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Descriptors.NotAwaited, SourceSymbols.Name(call), call.TargetMethod.Name));
                }
            },
            OperationKind.Invocation);
    }
}
