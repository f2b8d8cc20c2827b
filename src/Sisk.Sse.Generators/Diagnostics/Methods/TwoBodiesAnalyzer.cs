using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE060: two parameters of a POST that both turn out to be its body, where neither is a service.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwoBodiesAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.TwoBodies)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (!method.HasBody || method.Parameters.Any(p => !p.IsValid))
        {
            return;
        }

        BoundParameter? first = null;
        foreach (var value in method.Parameters.SelectMany(p => p.Values).Where(v => IsBody(v, context)).OrderBy(v => !IsExplicit(v)))
        {
            if (first is not null)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TwoBodies,
                    AnnotatedSyntax.Parameter(value.Target.Symbol, withModifiers: false, context.CancellationToken),
                    first.Name,
                    value.Name));
            }

            first ??= value;
        }
    }

    private static bool IsBody(BoundParameter value, SymbolAnalysisContext context) =>
        IsExplicit(value) || (value.Binding.Source == BindingSource.ServiceOrBody && IsMessage(value.Type, context));

    private static bool IsExplicit(BoundParameter value) =>
        value.Binding.Source is BindingSource.Body or BindingSource.BodyStream or BindingSource.BodyReader;

    /// <summary>A record of the project that no container is given: nobody registers those by a scan of the assembly.</summary>
    private static bool IsMessage(ITypeSymbol type, SymbolAnalysisContext context) =>
        type is INamedTypeSymbol { IsRecord: true }
        && !type.DeclaringSyntaxReferences.IsEmpty
        && !ProjectText.Registers(context.Compilation, type.Name, context.CancellationToken);
}
