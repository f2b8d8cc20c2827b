using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>
/// Suppresses hints that a parameter is unused if it is a key or part of the route. Many stream methods only return a new stream, and the
/// code fix of the hint would change who receives its events.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedParameterSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableDictionary<string, SuppressionDescriptor> _isRead = new[]
    {
        // The ids of .NET and of Roslynator.
        new SuppressionDescriptor("SSES002", "IDE0060", "The generated code reads the parameter."),
        new SuppressionDescriptor("SSES003", "RCS1163", "The generated code reads the parameter."),
    }.ToImmutableDictionary(descriptor => descriptor.SuppressedDiagnosticId);

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [.. _isRead.Values.OrderBy(descriptor => descriptor.Id, System.StringComparer.Ordinal)];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && FindParameter(diagnostic, context.GetSemanticModel(tree), context.CancellationToken) is { } parameter
                && IsRead(parameter))
            {
                context.ReportSuppression(Suppression.Create(_isRead[diagnostic.Id], diagnostic));
            }
        }
    }

    private static IParameterSymbol? FindParameter(Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken) =>
        model.SyntaxTree.GetRoot(cancellationToken).FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<ParameterSyntax>() is { } syntax
            ? model.GetDeclaredSymbol(syntax, cancellationToken)
            : null;

    private static bool IsRead(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method
        && AnnotatedMethod.Find(method).Any(annotated => annotated.Parameters
            .Where(bound => bound.Target.Symbol.Name == parameter.Name)
            .SelectMany(bound => bound.Values)
            .Any(value => value.Binding.Source is BindingSource.Route or BindingSource.Claim || FindKeys(annotated).Contains(value)));

    private static IEnumerable<BoundParameter> FindKeys(AnnotatedMethod method) =>
        method is { Shape.Form: ReturnForm.Push }
            ? method.Identifier.Segments.Where(s => s.IsParameter).Select(s => IdentifierRules.FindKey(s.Text, method.Parameters))
                .OfType<BoundParameter>()
            : [];
}
