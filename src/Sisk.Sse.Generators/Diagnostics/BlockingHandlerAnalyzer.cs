using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE023: a blocking wait in a handler that has a thread of its own, and could do without.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingHandlerAnalyzer() : BlockingWaitAnalyzer(Descriptors.BlockingHandler)
{
    private protected override bool IsWrong(IMethodSymbol function, IOperation body) =>
        !HandlerSymbols.IsAsynchronous(function) && HandlerSymbols.IsHandler(function, body);
}
