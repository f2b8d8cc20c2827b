using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE059: a collection that looks like a query parameter. Only arrays are read from the query.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CollectionParameterAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.CollectionParameter)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (method.Route.Error is not null)
        {
            return;
        }

        foreach (var value in method.Parameters.SelectMany(p => p.Values))
        {
            if (value is { IsValid: true, Binding.Source: BindingSource.Service, Type: INamedTypeSymbol { TypeArguments: [var item] } type }
                && type.ContainingNamespace.IsNamed("System.Collections", orNested: true)
                && ValueParserRules.Find(item) is not null
                && !ServiceRules.IsMarked(value.Target)
                && !ProjectText.Registers(context.Compilation, type.Name, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.CollectionParameter,
                    AnnotatedSyntax.Parameter(value.Target.Symbol, withModifiers: false, context.CancellationToken),
                    value.Name,
                    item.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
            }
        }
    }
}
