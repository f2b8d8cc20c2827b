using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE018: <c>AppendHeader</c> after headers may have been sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HeaderAfterSendAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.HeaderAfterSend];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(static block => SourceFlow.Visit(block, (call, state) =>
        {
            if (call.TargetMethod.Name == "AppendHeader" && state.StartedBy is { } first)
            {
                block.ReportDiagnostic(Diagnostic.Create(Descriptors.HeaderAfterSend, SourceSymbols.Name(call), first));
            }
        }));
    }
}
