using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE020: an event sent by a source that is closed on every path.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SendAfterCloseAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.SendAfterClose];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(static block => SourceFlow.Visit(block, (call, state) =>
        {
            if (SourceSymbols.Sends(call.TargetMethod.Name) && state.IsClosed)
            {
                block.ReportDiagnostic(Diagnostic.Create(Descriptors.SendAfterClose, SourceSymbols.Name(call), call.TargetMethod.Name));
            }
        }));
    }
}
