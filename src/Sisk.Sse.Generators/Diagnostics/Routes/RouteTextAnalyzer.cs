using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>The base class of analyzers of single route templates: those of methods, prefixes and <c>Route</c> objects.</summary>
public abstract class RouteTextAnalyzer : DiagnosticAnalyzer
{
    private protected RouteTextAnalyzer(DiagnosticDescriptor descriptor) => SupportedDiagnostics = [descriptor];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterMethodAction(Analyze);
        context.RegisterOperationAction(
            operation =>
            {
                var creation = (IObjectCreationOperation)operation.Operation;
                if (creation.Type.Is(KnownNamespaces.Sse, "Route")
                    && creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "path")?.Value is { } path
                    && path.ConstantValue is { HasValue: true, Value: string text })
                {
                    Analyze(
                        text,
                        path.Syntax as ExpressionSyntax,
                        method: null,
                        operation.Compilation,
                        operation.ReportDiagnostic,
                        operation.CancellationToken);
                }
            },
            OperationKind.ObjectCreation);
    }

    private void Analyze(SymbolAnalysisContext symbol)
    {
        foreach (var attribute in symbol.Symbol.GetAttributes().Where(a => IsRoute(a.AttributeClass)))
        {
            Analyze(
                attribute.FirstText(),
                AnnotatedSyntax.FirstArgument(attribute, symbol.CancellationToken),
                symbol.Symbol as IMethodSymbol,
                symbol.Compilation,
                symbol.ReportDiagnostic,
                symbol.CancellationToken);
        }
    }

    private protected abstract void Analyze(
        RouteText route, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken);

    private void Analyze(
        string? text,
        ExpressionSyntax? syntax,
        IMethodSymbol? method,
        Compilation compilation,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        if (text is not null && syntax is not null && RouteTemplateParser.Parse(RoutePath.Join("", text)) is { Error: null } template)
        {
            Analyze(new RouteText(text, template, syntax, method), compilation, report, cancellationToken);
        }
    }

    private static bool IsRoute(INamedTypeSymbol? attribute) =>
        AnnotatedMethod.IsRoute(attribute) || attribute.Is(KnownNamespaces.Sse, "RoutePrefixAttribute");
}
