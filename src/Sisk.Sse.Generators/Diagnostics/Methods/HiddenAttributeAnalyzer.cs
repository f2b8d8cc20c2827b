using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Parsing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE041: an attribute of an event stream, its class or its parameters that generated code cannot create.</summary>
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
                var methods = AnnotatedMethod.Find((INamedTypeSymbol)symbol.Symbol).Where(m => m.IsMapped).ToArray();
                if (methods.Length > 0)
                {
                    var symbols = methods.Select(m => m.Symbol).Append(symbol.Symbol).Distinct(SymbolEqualityComparer.Default);
                    Report(symbols.SelectMany(s => s!.GetAttributes()).Where(a => AttributeParser.IsHidden(a, symbol.Compilation)), symbol);

                    var values = methods.SelectMany(m => m.Parameters).SelectMany(p => p.Values);
                    Report(values.SelectMany(v => ValidationRules.Of(v.Target))
                        .Where(a => !AttributeParser.CanBeWritten(a, symbol.Compilation)), symbol);
                }
            },
            SymbolKind.NamedType);
    }

    private static void Report(IEnumerable<AttributeData> attributes, SymbolAnalysisContext context)
    {
        foreach (var attribute in attributes)
        {
            if (AnnotatedSyntax.Attribute(attribute, context.CancellationToken) is { } syntax)
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(Descriptors.HiddenAttribute, syntax.GetLocation(), MethodSyntax.LastName(syntax.Name)));
            }
        }
    }
}
