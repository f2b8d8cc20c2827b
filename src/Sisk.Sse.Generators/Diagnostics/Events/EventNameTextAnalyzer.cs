using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE015: an event name that cannot be sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventNameTextAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.EventNameText];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => Analyze(symbol), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (context.Symbol.FindAttribute(KnownNamespaces.Sse, "EventNameAttribute") is { } attribute
            && attribute.FirstText() is { } name
            && name.IndexOfAny(['\r', '\n']) >= 0
            && AnnotatedSyntax.FirstArgument(attribute, context.CancellationToken) is { } argument)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.EventNameText, argument.GetLocation(), context.Symbol.Name, "has a line break"));
        }
    }
}
