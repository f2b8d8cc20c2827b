using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE063: an event name on an abstract type. One with a converter can be an event.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredEventNameAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.IgnoredEventName];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol =>
            {
                if (symbol.Symbol is INamedTypeSymbol { IsAbstract: true } type
                    && type.FindAttribute(KnownNamespaces.Sse, "EventNameAttribute") is { } attribute
                    && !EventRules.FindEvents(type, type.ContainingAssembly).Contains(type, SymbolEqualityComparer.Default)
                    && AnnotatedSyntax.Attribute(attribute, symbol.CancellationToken) is { } syntax)
                {
                    symbol.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.IgnoredEventName,
                        syntax.GetLocation(),
                        type.Name,
                        type.TypeKind == TypeKind.Interface ? "an interface" : "an abstract class"));
                }
            },
            SymbolKind.NamedType);
    }
}
