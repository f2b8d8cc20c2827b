using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>
/// SSE019: a source that is neither closed, disposed nor passed on. Routes of the library close sources that their handlers leave open.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotClosedAnalyzer() : OpeningAnalyzer(Descriptors.NotClosed)
{
    private protected override void Analyze(IInvocationOperation opening, SourceUses uses, OperationAnalysisContext context)
    {
        if (!uses.Escapes
            && !uses.IsDisposed
            && !uses.Calls.Any(SourceSymbols.Closes)
            && SourceSymbols.Function(opening, context.ContainingSymbol) is { } function
            && ReturnRules.Classify(function.Symbol.ReturnType) is not { Form: ReturnForm.Imperative })
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotClosed, SourceSymbols.Name(opening)));
        }
    }
}
