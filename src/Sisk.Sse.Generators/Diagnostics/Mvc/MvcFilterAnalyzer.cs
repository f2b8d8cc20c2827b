using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Mvc;

/// <summary>
/// SSE079: a filter of MVC on an event stream or its class. MVC does not serve the stream, which would be open without it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MvcFilterAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MvcFilter];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterMethodAction(static symbol => AnalyzeMethod((IMethodSymbol)symbol.Symbol, symbol));
        context.RegisterSymbolAction(static symbol => AnalyzeClass((INamedTypeSymbol)symbol.Symbol, symbol), SymbolKind.NamedType);
    }

    private static void AnalyzeMethod(IMethodSymbol method, SymbolAnalysisContext context)
    {
        if (AnnotatedMethod.IsAnnotated(method))
        {
            Report(method, method, method, context);
        }
    }

    private static void AnalyzeClass(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(AnnotatedMethod.IsAnnotated) is { } method)
        {
            foreach (var declaring in type.SelfAndBases())
            {
                Report(declaring, type, method, context);
            }
        }
    }

    /// <summary>Reports the filters of a symbol. Those of a base class are reported on the class with the stream.</summary>
    private static void Report(ISymbol declaring, ISymbol symbol, IMethodSymbol method, SymbolAnalysisContext context)
    {
        foreach (var attribute in declaring.GetAttributes().Where(MvcRules.IsFilter))
        {
            var location = ReferenceEquals(declaring, symbol)
                ? AnnotatedSyntax.Attribute(attribute, context.CancellationToken)?.GetLocation()
                : symbol.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.MvcFilter, location, MvcRules.Name(attribute), method.Name));
        }
    }
}
