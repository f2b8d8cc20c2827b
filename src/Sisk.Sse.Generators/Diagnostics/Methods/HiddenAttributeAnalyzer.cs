using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Parsing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE041: an attribute of an event stream, or of its class, that generated code cannot write down.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenAttributeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.HiddenAttribute];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol =>
            {
                var methods = AnnotatedMethod.Find((INamedTypeSymbol)symbol.Symbol).Where(m => m.IsMapped).Select(m => m.Symbol).ToArray();
                if (methods.Length > 0)
                {
                    foreach (var attribute in methods.Append(symbol.Symbol).Distinct(SymbolEqualityComparer.Default).SelectMany(s => s!.GetAttributes()))
                    {
                        Analyze(attribute, symbol);
                    }
                }
            },
            SymbolKind.NamedType);
    }

    private static void Analyze(AttributeData attribute, SymbolAnalysisContext context)
    {
        if (AttributeParser.IsHidden(attribute, context.Compilation)
            && AnnotatedSyntax.Attribute(attribute, context.CancellationToken) is { } syntax)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Descriptors.HiddenAttribute, syntax.GetLocation(), MethodSyntax.LastName(syntax.Name)));
        }
    }
}
