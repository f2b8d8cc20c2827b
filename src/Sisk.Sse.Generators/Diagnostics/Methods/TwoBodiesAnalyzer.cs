using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE060: two parameters of a POST that may both be its body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TwoBodiesAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.TwoBodies)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (!method.HasBody || method.Parameters.Any(p => !p.IsValid))
        {
            return;
        }

        var values = method.Parameters.SelectMany(p => p.Values).ToArray();
        if (BodyChoice.Find(values) is not [var body, ..] bodies)
        {
            return;
        }

        foreach (var value in BodyRules.ReadsBody(body) ? values.Where(v => IsSecond(v, context)) : FindRivals(bodies, context))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TwoBodies,
                AnnotatedSyntax.Parameter(value.Target.Symbol, withModifiers: false, context.CancellationToken),
                body.Name,
                value.Name));
        }
    }

    /// <summary>
    /// Determines whether a parameter is a record of the project that is not registered. Assembly scans do not register records.
    /// </summary>
    private static bool IsSecond(BoundParameter value, SymbolAnalysisContext context) =>
        value.Binding.Source == BindingSource.ServiceOrBody
        && value.Type is INamedTypeSymbol { IsRecord: true }
        && !value.Type.DeclaringSyntaxReferences.IsEmpty
        && !IsRegistered(value, context);

    /// <summary>Finds the other candidates. The first is probably the body, as in the contract, unless it is registered.</summary>
    private static IEnumerable<BoundParameter> FindRivals(IReadOnlyList<BoundParameter> bodies, SymbolAnalysisContext context)
    {
        var rivals = bodies.Skip(1);
        return bodies.Count > 1 && !IsRegistered(bodies[0], context)
            ? rivals.Where(v => BodyChoice.IsAsLikely(v, bodies[0]) && !IsRegistered(v, context))
            : rivals;
    }

    private static bool IsRegistered(BoundParameter value, SymbolAnalysisContext context) =>
        ProjectText.Registers(context.Compilation, value.Type.Name, context.CancellationToken);
}
