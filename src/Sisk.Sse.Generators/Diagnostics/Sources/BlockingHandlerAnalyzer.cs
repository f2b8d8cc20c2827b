using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE023: a blocking wait in a handler that has its own thread, and could be async instead.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingHandlerAnalyzer() : BlockingWaitAnalyzer(Descriptors.BlockingHandler)
{
    private protected override bool IsWrong(IOperation operation, bool isOfSource, IMethodSymbol function, IOperation body) =>
        operation is IInvocationOperation call
        && BlockingCalls.IsWaitOfSource(call)
        && !HandlerSymbols.IsAsynchronous(function) && HandlerSymbols.IsHandler(function, body);
}
