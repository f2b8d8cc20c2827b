using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Startup;

/// <summary>SSE068: <c>AddEventStreams</c> in a test project that uses the broadcasters of a referenced application.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ApplicationStreamsAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ApplicationStreams];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var calls = ProjectCalls.Gather(start, "AddEventStreams");
            var methods = ProjectMethods.Gather(start);
            start.RegisterCompilationEndAction(end =>
            {
                if (!calls.IsEmpty && methods.InOrder().Count == 0 && FindApplication(end) is { } application)
                {
                    foreach (var location in calls.Locations)
                    {
                        end.ReportDiagnostic(Diagnostic.Create(Descriptors.ApplicationStreams, location, application.Name));
                    }
                }
            });
        });
    }

    /// <summary>Returns the referenced application whose broadcasters the project uses.</summary>
    private static IAssemblySymbol? FindApplication(CompilationAnalysisContext context) =>
        context.Compilation.SourceModule.ReferencedAssemblySymbols
            .Where(ReferencedStreams.IsApplication)
            .FirstOrDefault(application => ReferencedStreams.FindBroadcasters(application)
                .Any(type => ProjectText.Names(context.Compilation, type.Name, context.CancellationToken)));
}
