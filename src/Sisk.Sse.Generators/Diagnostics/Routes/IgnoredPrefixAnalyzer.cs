using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE064: a route prefix on a class without event streams, even in derived classes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredPrefixAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.IgnoredPrefix];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => Analyze((INamedTypeSymbol)symbol.Symbol, symbol), SymbolKind.NamedType);
    }

    private static void Analyze(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (type.FindAttribute(KnownNamespaces.Sse, "RoutePrefixAttribute") is { } attribute
            && !type.GetMembers().OfType<IMethodSymbol>().Any(AnnotatedMethod.IsAnnotated)
            && !CanBeDerivedElsewhere(type, context.Compilation)
            && !ProjectText.Derives(context.Compilation, type.Name, context.CancellationToken)
            && AnnotatedSyntax.Attribute(attribute, context.CancellationToken) is { } syntax)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.IgnoredPrefix, syntax.GetLocation(), type.Name));
        }
    }

    private static bool CanBeDerivedElsewhere(INamedTypeSymbol type, Compilation compilation) =>
        !type.IsSealed && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && AccessRules.IsPublic(type);
}
