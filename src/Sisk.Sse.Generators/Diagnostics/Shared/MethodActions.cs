using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>
/// Registers actions for methods. A partial method counts once, although both of its parts have all attributes.
/// </summary>
internal static class MethodActions
{
    public static void RegisterMethodAction(this AnalysisContext context, Action<SymbolAnalysisContext> action) =>
        context.RegisterSymbolAction(symbol => Run(symbol, action), SymbolKind.Method);

    public static void RegisterMethodAction(this CompilationStartAnalysisContext context, Action<SymbolAnalysisContext> action) =>
        context.RegisterSymbolAction(symbol => Run(symbol, action), SymbolKind.Method);

    private static void Run(SymbolAnalysisContext symbol, Action<SymbolAnalysisContext> action)
    {
        if (symbol.Symbol is IMethodSymbol { PartialDefinitionPart: null })
        {
            action(symbol);
        }
    }
}
