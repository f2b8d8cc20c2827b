using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Output;

/// <summary>
/// SSE040: a method whose generated code is missing, or differs from the code that the finished project needs. Generators do not see the
/// output of others. This analyzer does, and generates the code again to compare.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotGeneratedAnalyzer : DiagnosticAnalyzer
{
    private const string AddEventStreams = "Microsoft.Extensions.DependencyInjection.EventStreamsServiceCollectionExtensions";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotGenerated];

    /// <summary>Also analyzes generated code, because another generator may write a class with annotated methods.</summary>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            var endpoints = new ConcurrentBag<(AnnotatedMethod Method, EndpointModel Model)>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var endpoint in EndpointParser.Parse((INamedTypeSymbol)symbol.Symbol, symbol.Compilation))
                    {
                        endpoints.Add(endpoint);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Analyze([.. endpoints], end));
        });
    }

    private static void Analyze(IReadOnlyList<(AnnotatedMethod Method, EndpointModel Model)> endpoints, CompilationAnalysisContext context)
    {
        foreach (var file in ControllerGrouping.Group(endpoints.Select(e => e.Model)))
        {
            var generated = GeneratedCode.Find(file, context.Compilation, context.CancellationToken);
            if (generated?.IsUpToDate(file) is true)
            {
                continue;
            }

            // A method without a route already has its own error.
            var mapped = endpoints
                .Where(e => e.Method.IsMapped && e.Model.Controller.FullName == file.Controller.FullName)
                .Select(e => e.Method)
                .ToArray();
            var missing = mapped.Where(m => generated?.Holds(file, m) is not true).ToArray();
            foreach (var method in missing.Length == 0 ? mapped : missing)
            {
                Report(method, context);
            }
        }
    }

    private static void Report(AnnotatedMethod method, CompilationAnalysisContext context)
    {
        var (reason, advice) = context.Compilation.Assembly.GetTypeByMetadataName(AddEventStreams) is null
            ? ("the source generator of Sisk.Sse did not run", "Reference the package with its analyzers")
            : WrittenByOthers.Find(method, context.CancellationToken) is { } type
                ? (
                    $"it depends on '{type.Name}', part of which another source generator writes",
                    "Write that part by hand, or move the type to another project")
                : ("it depends on code that another source generator writes", "Write that code by hand, or move it to another project");
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NotGenerated, AnnotatedSyntax.Name(method), method.Symbol.Name, reason, advice));
    }
}
