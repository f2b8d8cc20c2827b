using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;

namespace Sisk.Sse.Generators.Diagnostics.Startup;

/// <summary>SSE025: annotated methods in a project that never maps them. Reported at the first one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotMappedAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotMapped];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // The application that references a library maps its methods.
            if (start.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary)
            {
                return;
            }

            var methods = ProjectMethods.Gather(start);
            var calls = ProjectCalls.Gather(start, "MapEventStreams");
            start.RegisterCompilationEndAction(end =>
            {
                if (calls.IsEmpty && methods.InOrder() is [var first, ..] && !calls.IsNamed(end))
                {
                    end.ReportDiagnostic(Diagnostic.Create(Descriptors.NotMapped, AnnotatedSyntax.Name(first), first.Symbol.Name));
                }
            });
        });
    }
}
