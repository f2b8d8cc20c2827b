using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>Suppresses ASP.NET Core's ASP0017 where SSE004 reports the same route template.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoutePatternSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor _reportedAlready = new("SSES001", "ASP0017", "SSE004 reports the route template.");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [_reportedAlready];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree && IsReported(diagnostic, tree, context))
            {
                context.ReportSuppression(Suppression.Create(_reportedAlready, diagnostic));
            }
        }
    }

    private static bool IsReported(Diagnostic diagnostic, SyntaxTree tree, SuppressionAnalysisContext context) =>
        tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
        && FindTemplate(attribute, context.GetSemanticModel(tree), context.CancellationToken) is { } template
        && RouteTemplateParser.Parse(RoutePath.Join("", template)).Error is not null;

    private static string? FindTemplate(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(attribute, cancellationToken).Type is INamedTypeSymbol type
        && (AnnotatedMethod.IsRoute(type) || type.Is(KnownNamespaces.Sse, "RoutePrefixAttribute"))
        && attribute.ArgumentList is { Arguments: [{ Expression: { } argument }, ..] }
            ? model.GetConstantValue(argument, cancellationToken).Value as string
            : null;
}
