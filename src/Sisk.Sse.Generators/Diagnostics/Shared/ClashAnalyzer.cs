using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>
/// The base class of analyzers that compare annotated methods. Clashes within a class are reported during typing, and others at the end of
/// the compilation.
/// </summary>
public abstract class ClashAnalyzer : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _withinClass;
    private readonly DiagnosticDescriptor _acrossClasses;

    private protected ClashAnalyzer(DiagnosticDescriptor descriptor)
    {
        // Diagnostics that are reported at the end of a compilation must have this tag, but editors do not show them during typing.
        _withinClass = descriptor;
        _acrossClasses = new DiagnosticDescriptor(
            descriptor.Id,
            descriptor.Title,
            descriptor.MessageFormat,
            descriptor.Category,
            descriptor.DefaultSeverity,
            descriptor.IsEnabledByDefault,
            helpLinkUri: descriptor.HelpLinkUri,
            customTags: WellKnownDiagnosticTags.CompilationEnd);
        SupportedDiagnostics = [_withinClass, _acrossClasses];
    }

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            symbol =>
            {
                var methods = ProjectMethods.InOrder(AnnotatedMethod.Find((INamedTypeSymbol)symbol.Symbol));
                foreach (var (method, other) in FindClashes(methods))
                {
                    symbol.ReportDiagnostic(Create(_withinClass, method, other, Location.None, symbol.CancellationToken));
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationStartAction(start =>
        {
            var methods = ProjectMethods.Gather(start);
            start.RegisterCompilationEndAction(
                end => AnalyzeProject([.. ProjectMethods.InOrder(FindReferenced(end.Compilation)), .. methods.InOrder()], end));
        });
    }

    /// <summary>Returns each method that clashes with an earlier one, with the first of these.</summary>
    private protected abstract IEnumerable<(AnnotatedMethod Method, AnnotatedMethod Other)> FindClashes(
        IReadOnlyList<AnnotatedMethod> methods);

    /// <summary>Returns the methods of referenced libraries that can clash with the project's; none by default.</summary>
    private protected virtual IEnumerable<AnnotatedMethod> FindReferenced(Compilation compilation) => [];

    /// <summary>Returns the diagnostic.</summary>
    /// <param name="descriptor">Its descriptor.</param>
    /// <param name="method">The method to report.</param>
    /// <param name="other">The method that it clashes with.</param>
    /// <param name="mapping">The place to report a method of a library at, which has no text here.</param>
    /// <param name="cancellationToken">A token that ends the analysis.</param>
    private protected abstract Diagnostic Create(
        DiagnosticDescriptor descriptor,
        AnnotatedMethod method,
        AnnotatedMethod other,
        Location mapping,
        CancellationToken cancellationToken);

    private void AnalyzeProject(IReadOnlyList<AnnotatedMethod> methods, CompilationAnalysisContext context)
    {
        var reported = methods
            .GroupBy<AnnotatedMethod, ISymbol>(m => m.Symbol.ContainingType, SymbolEqualityComparer.Default)
            .SelectMany(group => FindClashes([.. group]))
            .Select(clash => clash.Method)
            .ToImmutableHashSet();
        foreach (var (method, other) in FindClashes(methods).Where(clash => !reported.Contains(clash.Method)))
        {
            var mapping = method.Symbol.Locations.Any(location => location.IsInSource) ? Location.None : FindMapping(context);
            context.ReportDiagnostic(Create(_acrossClasses, method, other, mapping, context.CancellationToken));
        }
    }

    /// <summary>Returns the call that maps the streams of libraries.</summary>
    private static Location FindMapping(CompilationAnalysisContext context)
    {
        var mapping = Location.None;
        ProjectText.Names(context.Compilation, "MapEventStreams", context.CancellationToken, name =>
        {
            mapping = name.GetLocation();
            return true;
        });
        return mapping;
    }
}
