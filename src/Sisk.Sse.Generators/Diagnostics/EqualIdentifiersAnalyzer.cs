using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE011: two streams whose identifiers can be equal. Those without a template have a unique segment, and never are.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EqualIdentifiersAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.EqualIdentifiers];

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
        var streams = methods.InOrder().Where(m => m.Shape?.Form == ReturnForm.Push && m.IdentifierText is not null).ToArray();
        for (var i = 1; i < streams.Length; i++)
        {
            var stream = streams[i];
            if (streams.Take(i).FirstOrDefault(s => IdentifierOverlap.CanBeEqual(s, stream)) is { } other)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.EqualIdentifiers,
                    AnnotatedSyntax.Property(stream, "Identifier", 0, stream.IdentifierText!.Length, context.CancellationToken),
                    stream.Symbol.Name,
                    other.Symbol.ContainingType.Name + "." + other.Symbol.Name));
            }
        }
    }
}
