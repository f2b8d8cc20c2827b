using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE022: a blocking wait on a thread of the pool.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingInAsyncAnalyzer() : BlockingWaitAnalyzer(Descriptors.BlockingInAsync)
{
    private protected override bool IsWrong(IOperation operation, bool isOfSource, IMethodSymbol function, IOperation body) =>
        HandlerSymbols.IsAsynchronous(function) && (isOfSource || HandlerSymbols.IsHandler(function, body));
}
