using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE019: a source that is neither closed, nor disposed, nor handed on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotClosedAnalyzer() : OpeningAnalyzer(Descriptors.NotClosed)
{
    private protected override void Analyze(IInvocationOperation opening, SourceUses uses, OperationAnalysisContext context)
    {
        if (!uses.Escapes && !uses.IsDisposed && !uses.Calls.Any(SourceSymbols.Closes))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotClosed, SourceSymbols.Name(opening)));
        }
    }
}
