using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Controllers;

/// <summary>SSE042: a class whose broadcaster would have the name of another type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BroadcasterNameAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.BroadcasterName];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (ControllerRules.HasNamesake(type)
                    && AnnotatedMethod.Find(type).Any(m => m is { HasMembers: true, Shape.Form: ReturnForm.Push }))
                {
                    symbol.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.BroadcasterName, type.Locations[0], type.Name, ControllerRules.BroadcasterName(type)));
                }
            },
            SymbolKind.NamedType);
    }
}
