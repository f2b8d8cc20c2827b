using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Mvc;

/// <summary>SSE050: a route attribute of MVC on an event stream, or on a class as the prefix of event streams.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MvcRouteAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MvcRoute];

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
            foreach (var attribute in method.GetAttributes().Where(MvcRules.IsRoute))
            {
                Report(attribute, method, "Remove it", context);
            }
        }
    }

    private static void AnalyzeClass(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (type.GetAttributes().FirstOrDefault(MvcRules.IsRoute) is { } attribute
            && type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => ExpectsPrefix(m, type)) is { } method
            && ControllerRules.FindPrefix(type).Length == 0)
        {
            Report(attribute, method, "Use [RoutePrefix]", context);
        }
    }

    /// <summary>
    /// Determines whether the class's route is meant as a prefix. MVC ignores it for templates that begin with a slash, so only other
    /// templates are a mistake in a class with actions.
    /// </summary>
    private static bool ExpectsPrefix(IMethodSymbol method, INamedTypeSymbol type) =>
        method.GetAttributes().FirstOrDefault(a => AnnotatedMethod.IsRoute(a.AttributeClass)) is { } route
        && (IsRelative(route.FirstText() ?? "") || !type.GetMembers().OfType<IMethodSymbol>().Any(MvcRules.IsAction));

    private static bool IsRelative(string template) =>
        !template.StartsWith("/", StringComparison.Ordinal) && !template.StartsWith("~/", StringComparison.Ordinal);

    private static void Report(AttributeData attribute, IMethodSymbol method, string repair, SymbolAnalysisContext context)
    {
        if (AnnotatedSyntax.Attribute(attribute, context.CancellationToken) is { } syntax)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.MvcRoute, syntax.GetLocation(), MvcRules.Name(attribute), method.Name, repair));
        }
    }
}
