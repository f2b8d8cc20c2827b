using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Diagnostics.Startup;

/// <summary>SSE026: <c>MapEventStreams</c> in a project that never calls <c>AddEventStreams</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAddedAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotAdded];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // A library can leave the call to the application.
            if (start.Compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary)
            {
                return;
            }

            var maps = ProjectCalls.Gather(start, "MapEventStreams");
            var adds = ProjectCalls.Gather(start, "AddEventStreams");
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var location in adds.IsEmpty && !adds.IsNamed(end) ? maps.Locations : [])
                {
                    end.ReportDiagnostic(Diagnostic.Create(Descriptors.NotAdded, location));
                }
            });
        });
    }
}
