using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE010: two methods with the same route.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateRouteAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DuplicateRoute];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var methods = ProjectMethods.Gather(start);
            start.RegisterCompilationEndAction(end => Analyze(methods, end));
        });
    }

    private static void Analyze(ProjectMethods methods, CompilationAnalysisContext context)
    {
        var owners = new Dictionary<string, AnnotatedMethod>();
        foreach (var method in methods.InOrder())
        {
            var verb = method.HasBody ? "POST" : "GET";
            var key = verb + " " + Normalize(method.Route);
            if (!owners.TryGetValue(key, out var owner))
            {
                owners.Add(key, method);
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.DuplicateRoute,
                AnnotatedSyntax.FirstArgument(method.Attribute, context.CancellationToken)?.GetLocation() ?? AnnotatedSyntax.Name(method),
                method.Symbol.Name,
                owner.Symbol.ContainingType.Name + "." + owner.Symbol.Name,
                verb + " " + owner.Pattern));
        }
    }

    /// <summary>What tells routes apart: literal text in any case, and parameters by their constraints, not by their names.</summary>
    private static string Normalize(RouteTemplate route) =>
        string.Join("/", route.Segments.Select(s => string.Concat(s.Select(Normalize))));

    private static string Normalize(RoutePart part) => part.IsParameter
        ? "{" + (part.IsCatchAll ? "*" : "") + string.Join(":", part.Constraints) + "}"
        : part.Text.ToLowerInvariant();
}
